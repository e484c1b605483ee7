import { expect, test } from 'vitest'
import { listen } from '#test/live'
import { testServer } from '#test/server'

test('a stop waits for what is under way and ends the streams: what was begun is answered and kept', async () => {
  const house = await testServer()
  const owner = await house.signIn('owner')
  const screen = await listen(owner)
  const blocker = await house.db.owner.connect()
  await blocker.query('begin; lock table engine.site in exclusive mode')
  const creation = owner('/api/sites', { body: { name: 'Nantes', phone: '02 61 91 00 01' } })
  const waits = `select count(*)::int as waiting from pg_locks where relation = 'engine.site'::regclass and not granted`
  await expect.poll(() => house.query(waits)).toEqual([{ waiting: 1 }])

  const closed = house.app.close()
  await expect.poll(() => screen.isCut).toBe(true)
  await expect(fetch(`${house.url}/api/setup`)).rejects.toThrow()
  await blocker.query('commit')
  blocker.release()
  expect((await creation).status).toBe(201)
  await closed
  expect(await house.query(`select name from engine.site where org_id = '${house.orgId}'`)).toEqual([
    { name: 'Nantes' },
  ])
})
