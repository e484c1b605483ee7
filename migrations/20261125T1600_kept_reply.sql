-- Replies of creations that came with an Idempotency-Key: the same request again gets the same reply, for a day, instead
-- of a second creation. No reference to the organisation: a check at each creation would lock its row, and a day is short.
create table core.kept_reply (
  org_id uuid not null,
  caller_id uuid not null, -- the account or the API key
  key_hash bytea not null check (length(key_hash) = 32),
  fingerprint bytea not null check (length(fingerprint) = 32), -- of what was asked
  status smallint not null,
  object_id uuid,
  reply text, -- null when it held a secret that is shown once
  created_at timestamptz not null default now(),
  primary key (org_id, caller_id, key_hash)
);
create index on core.kept_reply (created_at);

-- What was replied to a key, if it was within a day; and nobody else creates under that key until this transaction ends.
-- Behind row-level security organisation and caller are the transaction's own, whatever is given. `is_busy`: somebody
-- else is at it right now. Waiting for them would hold a connection, of which there are few.
create function core.claim_reply(org_id uuid, caller_id uuid, key_hash bytea)
returns table (is_busy boolean, fingerprint bytea, status smallint, object_id uuid, reply text)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  org uuid := coalesce(core.current_org(), claim_reply.org_id);
  caller uuid := coalesce(core.current_actor(), claim_reply.caller_id);
begin
  if not pg_try_advisory_xact_lock(hashtextextended(format('reply %s %s %s', org, caller, claim_reply.key_hash), 0)) then
    return query select true, null::bytea, null::smallint, null::uuid, null::text;
  else
    return query select false, k.fingerprint, k.status, k.object_id, k.reply from core.kept_reply k
      where k.org_id = org and k.caller_id = caller and k.key_hash = claim_reply.key_hash
        and k.created_at > now() - interval '1 day';
  end if;
end $$;

create function core.keep_reply(org_id uuid, caller_id uuid, key_hash bytea, fingerprint bytea, status smallint, object_id uuid, reply text)
returns void language sql security definer set search_path = pg_catalog as $$
  insert into core.kept_reply as k (org_id, caller_id, key_hash, fingerprint, status, object_id, reply)
  values (coalesce(core.current_org(), keep_reply.org_id), coalesce(core.current_actor(), keep_reply.caller_id), keep_reply.key_hash,
    keep_reply.fingerprint, keep_reply.status, keep_reply.object_id, keep_reply.reply)
  on conflict (org_id, caller_id, key_hash) do update
    set fingerprint = excluded.fingerprint, status = excluded.status, object_id = excluded.object_id, reply = excluded.reply,
      created_at = excluded.created_at
    where k.created_at <= now() - interval '1 day'
$$;

-- @returns how many were too old.
create function core.forget_replies() returns bigint language sql security definer set search_path = pg_catalog as $$
  with forgotten as (delete from core.kept_reply where created_at <= now() - interval '1 day' returning 1)
  select count(*) from forgotten
$$;

revoke execute on function core.claim_reply, core.keep_reply, core.forget_replies from public;
grant execute on function core.claim_reply, core.keep_reply to visavis_app, visavis_gate;
grant execute on function core.forget_replies to visavis_gate;
