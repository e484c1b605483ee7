-- How many rules stand between an event and what somebody did, or what came from outside: 0 for the latter. What a reader
-- tells while it reads an event of some depth is of that depth.
create function core.current_depth() returns smallint language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.depth', true), '')::smallint, 0::smallint) $$;
alter table core.event add column depth smallint not null default core.current_depth();
