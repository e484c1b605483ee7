-- Human resources: people and teams, not customers' calls.
alter table core.membership drop constraint membership_role_check;
alter table core.membership add constraint membership_role_check
  check (role in ('owner', 'administrator', 'marketing', 'supervisor', 'adviser', 'hr', 'auditor'));
