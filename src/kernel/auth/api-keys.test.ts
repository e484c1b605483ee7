import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testDb } from '#test/db'
import { type Caller, createApiKey, findCaller, listApiKeys, revokeApiKey, right, wholeRight } from './index.ts'

const { db, query } = await testDb()
right('tests.read')
right('tests.write')
wholeRight('tests.whole')
const anOwner = async (...rights: string[]): Promise<Caller> => {
  const [org] = await query(`insert into core.org (name) values ('Essai') returning id`)
  return {
    orgId: org!.id as string,
    userId: randomUUID(),
    rights: new Set(rights),
    siteIds: null,
    staff: null,
    via: 'session',
  }
}
const owner = await anOwner('tests.read', 'tests.write', 'tests.whole')
const create = (caller: Caller, ...scopes: string[]) =>
  db.atGate((tx) => createApiKey(tx, caller, { name: 'Essai', scopes }))
const call = (bearer: string) => db.atGate((tx) => findCaller(tx, { bearer }))

test('a right that does not exist is not given', async () => {
  await expect(create(owner, 'tests.read', 'tests.invent')).rejects.toMatchObject({
    status: 422,
    code: 'api_key.unknown_scope',
    params: { scope: 'tests.invent' },
  })
})

test('nobody gives a key more than one has', async () => {
  await expect(create(await anOwner('tests.read'), 'tests.read', 'tests.write')).rejects.toMatchObject({
    status: 403,
    code: 'right.missing',
    params: { right: 'tests.write' },
  })
})

test('a key makes no key beyond itself', async () => {
  const { secret } = await create(owner, 'tests.read')
  await expect(create((await call(secret))!, 'tests.write')).rejects.toMatchObject({ code: 'right.missing' })
})

test('a key is its scopes, in its organisation', async () => {
  const { secret } = await create(owner, 'tests.read')
  expect(await call(secret)).toMatchObject({ orgId: owner.orgId, via: 'key', rights: new Set(['tests.read']) })
})

test('a key of some sites is of these, and of no site that is not there', async () => {
  const site = async (orgId: string) =>
    (
      await query(
        `insert into engine.site (org_id, name, time_zone, phone) values ($1, 'Nantes', 'Europe/Paris', '+33261910001') returning id`,
        [orgId],
      )
    )[0]!.id as string
  const [mine, theirs] = [await site(owner.orgId), await site((await anOwner()).orgId)]
  const of = (caller: Caller, siteIds: string[] | null, scope = 'tests.read') =>
    db.atGate((tx) => createApiKey(tx, caller, { name: 'Essai', scopes: [scope], siteIds }))
  for (const id of [theirs, randomUUID()]) await expect(of(owner, [id])).rejects.toMatchObject({ code: '23503' })
  await expect(of(owner, [mine], 'tests.whole')).rejects.toMatchObject({ status: 422, code: 'api_key.right_of_whole' })

  const { secret } = await of(owner, [mine])
  const program = (await call(secret))!
  expect(program.siteIds).toEqual([mine])
  expect((await call((await of(owner, null)).secret))!.siteIds).toBeNull()
  for (const siteIds of [null, [mine, randomUUID()]])
    await expect(of(program, siteIds)).rejects.toMatchObject({ status: 403, code: 'scope.beyond' })
  expect((await of(program, [mine])).siteIds).toEqual([mine])
  await query('delete from core.api_key_site where site_id = $1', [mine])
  expect((await call(secret))!.siteIds).toEqual([])
})

test('another organisation neither sees nor revokes a key', async () => {
  const [rival, { id, secret }] = [await anOwner(), await create(owner, 'tests.read')]
  expect(await db.atGate((tx) => listApiKeys(tx, rival.orgId))).toEqual([])
  await expect(db.atGate((tx) => revokeApiKey(tx, rival.orgId, id))).rejects.toMatchObject({
    status: 404,
    code: 'api_key.not_found',
  })
  expect(await call(secret)).toBeDefined()
})

test('a revoked key opens nothing, and is revoked once', async () => {
  const { id, secret } = await create(owner, 'tests.read')
  await db.atGate((tx) => revokeApiKey(tx, owner.orgId, id))
  expect(await call(secret)).toBeUndefined()
  expect((await db.atGate((tx) => listApiKeys(tx, owner.orgId))).map((key) => key.id)).not.toContain(id)
  await expect(db.atGate((tx) => revokeApiKey(tx, owner.orgId, id))).rejects.toMatchObject({
    code: 'api_key.not_found',
  })
})

test.each([
  ['nothing', () => ''],
  ['the prefix alone', () => 'vv_'],
  ['another key', (secret: string) => secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A')],
  ['a key without its prefix', (secret: string) => secret.slice(3)],
])('%s opens nothing', async (_, change) => {
  const { secret } = await create(owner, 'tests.read')
  expect(await call(change(secret))).toBeUndefined()
})

test('a wrong key is not made good by a session', async () => {
  expect(await db.atGate((tx) => findCaller(tx, { bearer: 'vv_x', token: 'whatever' }))).toBeUndefined()
})

test('the secret is shown once and kept as a hash', async () => {
  const { secret, id, prefix } = await create(owner, 'tests.read')
  expect(secret.startsWith(prefix)).toBe(true)
  const listed = await db.atGate((tx) => listApiKeys(tx, owner.orgId))
  expect(JSON.stringify(listed.find((key) => key.id === id))).not.toContain(secret)
  const [row] = await query('select k::text as everything from core.api_key k where id = $1', [id])
  expect(row!.everything).not.toContain(secret)
})

test('its last use is noted', async () => {
  const { secret, id, lastUsedAt } = await create(owner, 'tests.read')
  expect(lastUsedAt).toBeNull()
  await call(secret)
  const used = (await db.atGate((tx) => listApiKeys(tx, owner.orgId))).find((key) => key.id === id)
  expect(Date.parse(used!.lastUsedAt!)).toBeGreaterThanOrEqual(Date.parse(used!.createdAt))
})
