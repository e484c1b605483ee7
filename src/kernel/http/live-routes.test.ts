import { expect, onTestFinished, test, vi } from 'vitest'
import { refresh } from '#kernel/events'
import { anOrg, aSite } from '#test/factories'
import { listen as openScreen } from '#test/live'
import { type Client, testServer } from '#test/server'

const house = await testServer()
const rivalOrg = (await anOrg(house.query)).orgId
const tell = (topic: string, orgId = house.orgId) => house.db.as({ orgId }, async (tx) => refresh(tx, topic))

/** An open screen, until the end of the test. */
async function listen(client: Client) {
  const screen = await openScreen(client)
  onTestFinished(screen.leave)
  return screen
}
/** Once a screen has heard this, it has heard all that was told before. */
const last = async (screens: { heard: string[] }[], topic: string, orgId?: string) => {
  await tell(topic, orgId)
  for (const screen of screens) await expect.poll(() => screen.heard).toContain(topic)
}

test('nobody hears without a name', async () => {
  const { reply } = await listen(house.anonymous)
  expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([401, 'session.required'])
})

test('another organisation hears nothing', async () => {
  const [ours, theirs] = [
    await listen(await house.signIn('owner')),
    await listen(await house.signIn('owner', rivalOrg)),
  ]
  await tell('calls')
  await last([ours], 'numbers')
  await last([theirs], 'websites', rivalOrg)
  expect(ours.heard).toEqual(['calls', 'numbers'])
  expect(theirs.heard).toEqual(['websites'])
})

test('a topic is told to those only who may read it', async () => {
  const marketing = await listen(await house.signIn('marketing')) // reads no delivery
  const supervisor = await listen(await house.signIn('supervisor'))
  const program = await listen(await house.apiKey(['numbers.read']))
  for (const topic of ['deliveries', 'calls', 'a topic that nobody has declared']) await tell(topic)
  await last([marketing, supervisor, program], 'numbers')
  expect(marketing.heard).toEqual(['calls', 'numbers'])
  expect(supervisor.heard).toEqual(['deliveries', 'calls', 'numbers'])
  expect(program.heard).toEqual(['numbers'])
})

test('what was taken back is not told', async () => {
  const screen = await listen(await house.signIn('owner'))
  const undone = house.db.as({ orgId: house.orgId }, async (tx) => {
    refresh(tx, 'calls')
    throw new Error('changed my mind')
  })
  await expect(undone).rejects.toThrow('changed my mind')
  await last([screen], 'numbers')
  expect(screen.heard).toEqual(['numbers'])
})

test('the stream is one: never kept, never transformed', async () => {
  const { reply } = await listen(await house.signIn('owner'))
  expect(reply.headers.get('content-type')).toBe('text/event-stream')
  expect(reply.headers.get('cache-control')).toBe('no-store')
})

test('after the next pulse a closed session hears nothing, and a lost right is not told', async () => {
  const [leaver, supervisor] = [await house.signIn('owner'), await house.signIn('supervisor')]
  const [left, demoted] = [await listen(leaver), await listen(supervisor)]
  const { userId } = (await (await supervisor('/api/session')).json()) as { userId: string }
  await leaver('/api/session', { method: 'DELETE' })
  await house.query(`update core.membership set role = 'adviser' where account_id = $1`, [userId])
  const hearsDeliveries = async () => {
    demoted.heard.length = 0
    await tell('deliveries')
    await tell('numbers')
    await vi.waitFor(() => expect(demoted.heard).toContain('numbers'), { timeout: 5000 })
    return demoted.heard.includes('deliveries')
  }
  await expect.poll(hearsDeliveries, { timeout: 10_000, interval: 200 }).toBe(false)
  await expect.poll(() => left.isCut, { timeout: 10_000 }).toBe(true)
  expect(demoted.isCut).toBe(false)
})

test('a member of some sites hears of these only, and is cut once they change', async () => {
  const [near, far] = [await aSite(house.db, { orgId: house.orgId }), await aSite(house.db, { orgId: house.orgId })]
  const member = await house.signIn('marketing', house.orgId, [near.id])
  const [some, all] = [await listen(member), await listen(await house.signIn('marketing'))]
  const about = (topic: string, siteId?: string) =>
    house.db.as({ orgId: house.orgId }, async (tx) => refresh(tx, topic, siteId))
  await about('calls', far.id)
  await about('websites') // of nobody knows which site
  await about('numbers', near.id)
  for (const screen of [some, all]) await expect.poll(() => screen.heard).toContain('numbers')
  expect(all.heard).toEqual(['calls', 'websites', 'numbers'])
  expect(some.heard).toEqual(['numbers'])

  const { userId } = (await (await member('/api/session')).json()) as { userId: string }
  await house.query('update core.membership_site set site_id = $1 where account_id = $2', [far.id, userId])
  const { items } = (await (await member('/api/sites')).json()) as { items: { id: string }[] }
  expect(items.map(({ id }) => id)).toEqual([far.id])
  await vi.waitFor(() => expect(some.isCut).toBe(true), { timeout: 5000, interval: 50 })
  expect(all.isCut).toBe(false)
})
