import { afterAll, expect, test } from 'vitest'
import { aCompany } from '#test/company'
import { testServer } from '#test/server'
import { openSmtp } from '#test/smtp'

// A job runs at least once: after a crash it runs again. Here every job that the house has made is run again, whatever
// room it is of, and nothing may come of it.

const smtp = await openSmtp()
afterAll(smtp.close)
const house = await testServer({ smtpUrl: smtp.url })
await house.query(`create table core.kept_job (task text, payload json)`)
await house.query(`create function core.keep_job() returns trigger language plpgsql as $$ begin
  insert into core.kept_job select identifier, new.payload from graphile_worker._private_tasks where id = new.task_id;
  return new; end $$`)
await house.query(
  `create trigger keep after insert on graphile_worker._private_jobs for each row execute function core.keep_job()`,
)

async function everything() {
  const tables = await house.query(
    `select c.oid::regclass::text as name from pg_class c where relkind = 'r' and relname not in ('kept_job', 'session', 'event')
       and c.relname not like 'audit\\_%' -- the sealer moves entries meanwhile: told below
       and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'graphile_worker')`,
  )
  const contents = []
  for (const { name } of tables)
    contents.push([name, await house.query(`select to_jsonb(t) as row from ${String(name)} t order by 1`)])
  // A reader run again may tell again what it has told: the same, and nothing else.
  const events = await house.query('select distinct type, data from core.event order by 1, 2')
  const audit = await house.query('select id from core.audit_inbox union select id from core.audit_entry order by 1')
  return { tables: contents, events, audit, letters: smtp.letters.length }
}

test('every job of the house may run twice without harm', async () => {
  const owner = await house.signIn('owner')
  const { site, number } = await aCompany(owner)
  await owner(`/api/numbers/${number.id}/retirement`, { method: 'PUT' }) // the event that its webhook listens to
  await owner(`/api/sites/${site.id}`, { method: 'PATCH', body: { timeZone: 'America/Martinique' } })
  await house.settled()
  const kept = await house.query('select task, payload from core.kept_job')
  const readers = kept.map(({ payload }) => (payload as { reader?: string }).reader)
  expect(readers).toEqual(expect.arrayContaining(['calls.track', 'rules.run', 'calls.redate', 'webhooks.tell']))
  const tasks = ['rules.act', 'surveys.go_on', 'surveys.write', 'webhooks.deliver', 'webhooks.purge']
  expect(kept.map(({ task }) => task)).toEqual(expect.arrayContaining(tasks))
  expect(smtp.letters, 'an alert, an invitation and a survey').toHaveLength(3)

  const before = await everything()
  for (const { task, payload } of kept)
    await house.query('select graphile_worker.add_job($1, $2::json)', [task, JSON.stringify(payload)])
  await house.settled()
  const failed = await house.query('select last_error from graphile_worker.jobs where last_error is not null')
  expect(failed).toEqual([])
  expect(await everything()).toEqual(before)
})
