-- What of the calls has changed since one looked last: for those who keep a copy of them for counting.
-- `changed` is the transaction that wrote a row last, so that none that commits late is overlooked; `place` numbers the rows.
alter table customer.tracked_call
  add column place bigint generated always as identity,
  add column changed xid8 not null default pg_current_xact_id();
create index on customer.tracked_call (org_id, changed, place);
create function customer.note_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new is distinct from old then new.changed := pg_current_xact_id(); end if;
  return new;
end $$;
create trigger note_change before insert or update on customer.tracked_call
  for each row execute function customer.note_change();
