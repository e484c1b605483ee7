import { expect, test } from 'vitest'
import { z } from 'zod'
import { testDb } from '#test/db'
import { anOrg } from '#test/factories'
import { emit, onEvent, publish } from './index.ts'

const { db, query } = await testDb()
const [acme, rival] = [await anOrg(query), await anOrg(query)]
const nothing = async () => {}

test('an event that moves no rule and goes to no webhook makes no job, of this organisation or of another', async () => {
  publish('test.published', z.object({}), async () => ({}))
  onEvent('heard', 'webhooks.tell', nothing)
  onEvent('heard', 'rules.run', nothing)
  const readers = async (org = acme) => {
    await query('delete from graphile_worker._private_jobs')
    await db.as(org, (tx) => emit(tx, 'test.published', {}))
    return (await query('select payload from graphile_worker._private_jobs'))
      .map(({ payload }) => (payload as { reader: string }).reader)
      .toSorted()
  }
  expect(await readers()).toEqual([])

  const listen = (table: string, columns: string, values: string) =>
    query(`insert into engine.${table} (org_id, ${columns}) values ($1, ${values}) returning id`, [acme.orgId])
  const types = `'{test.published,test.other}'`
  const [webhook] = await listen('webhook', 'url, event_types, secret', `'https://crm.exemple.fr/', ${types}, 'x'`)
  await listen('webhook', 'url, event_types, secret', `'https://crm.exemple.fr/', '{test.other}', 'x'`)
  const [rule] = await listen(
    'rule',
    'name, event_type, condition, actions, max_per_hour',
    `'a', 'test.published', '{}', '[]', 9`,
  )
  expect(await readers()).toEqual(['rules.run', 'webhooks.tell'])
  expect(await readers(rival)).toEqual([])

  await query('update engine.webhook set enabled = false, disabled_at = now() where id = $1', [webhook!.id])
  expect(await readers()).toEqual(['rules.run'])
  await query('update engine.webhook set enabled = true, disabled_at = null where id = $1', [webhook!.id])
  await query('update engine.rule set enabled = false where id = $1', [rule!.id])
  expect(await readers()).toEqual(['webhooks.tell'])
  await query('delete from engine.webhook where id = $1', [webhook!.id])
  expect(await readers()).toEqual([])
})
