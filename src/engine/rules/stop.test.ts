import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testServer } from '#test/server'
import { insertFirings } from './firing-repo.ts'
import { stopRule } from './stop.ts'

const house = await testServer()
const { db, query, orgId } = house
const owner = await house.signIn('owner')

test('two jobs whose firings make a rule too frequent stop it at once: neither fails for having met the other', async () => {
  const body = { name: 'Étiqueter', on: 'call.tracked', actions: [{ kind: 'tag', settings: { tag: 'vu' } }] }
  const { id } = (await (await owner('/api/rules', { body })).json()) as { id: string }
  let fired = 0
  const both = Promise.withResolvers<void>()
  const job = () =>
    db.as({ orgId }, async (tx) => {
      await insertFirings(tx, [{ rule_id: id, event_id: randomUUID(), subject: randomUUID(), facts: '{}' }])
      if ((fired += 1) === 2) both.resolve()
      await both.promise
      await stopRule(tx, id, 'rule.too_often')
    })
  await Promise.all([job(), job()])
  expect(await query('select stopped_reason from engine.rule where not enabled')).toEqual([
    { stopped_reason: 'rule.too_often' },
  ])
  expect(await query(`select from core.event where type = 'rule.stopped'`)).toHaveLength(1)
  expect(await query('select from engine.rule_firing')).toHaveLength(2)
})
