-- Whoever is written to when a call is missed is so by a rule. Letters that wait, and those that were sent, stay in
-- customer.missed_call_alert: one call, one address, one letter, whoever asks for it.
insert into engine.rule (org_id, id, name, event_type, site_id, condition, actions, max_per_hour, key, created_at)
select org_id, id, left('Appel manqué : ' || email, 120), 'call.tracked', site_id,
  '{"match": "all", "tests": [{"field": "outcome", "is": "is", "value": "missed"}]}',
  jsonb_build_array(jsonb_build_object('kind', 'missed_call_letter', 'settings',
    jsonb_build_object('to', jsonb_build_array(email)))),
  1000, 'missed_call:' || email, created_at
from customer.alert_recipient;
drop table customer.alert_recipient;
