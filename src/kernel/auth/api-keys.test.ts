import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testDb } from '#test/db'
import type { Letter, Mailer } from '#kernel/mail'
import {
  addMember,
  type Caller,
  createApiKey,
  createServiceAccount,
  findCaller,
  listApiKeys,
  removeServiceAccount,
  revokeApiKey,
  right,
  rotateApiKey,
  tellKeyEnds,
  updateServiceAccount,
  warnOfEndingKeys,
  wholeRight,
} from './index.ts'

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

const day = 86_400_000
const createFor = (caller: Caller, input: { serviceAccountId?: string; expiresInDays?: number | null }, now?: Date) =>
  db.atGate((tx) => createApiKey(tx, caller, { name: 'Essai', scopes: ['tests.read'], ...input }, now))
const rotate = (caller: Caller, id: string, overlapHours: number, now?: Date) =>
  db.atGate((tx) => rotateApiKey(tx, caller, id, overlapHours, now))

test('an expired key opens nothing and says so, to whoever has its secret', async () => {
  const { secret, expiresAt } = await createFor(owner, { expiresInDays: 30 }, new Date(Date.now() - 29 * day))
  expect(await call(secret)).toBeDefined()
  expect(Date.parse(expiresAt!)).toBeGreaterThan(Date.now())
  const gone = await createFor(owner, { expiresInDays: 30 }, new Date(Date.now() - 30 * day - 1))
  await expect(call(gone.secret)).rejects.toMatchObject({ status: 401, code: 'api_key.expired' })
  expect(await call(`${gone.secret.slice(0, -1)}~`)).toBeUndefined()
})

test('a key is made for no service account of others, nor for one that was removed', async () => {
  const rival = await anOwner('tests.read')
  const theirs = await db.atGate((tx) => createServiceAccount(tx, rival, { name: 'Caisse' }))
  const { serviceAccountId, secret } = await createFor(owner, {})
  await db.atGate((tx) => removeServiceAccount(tx, owner, serviceAccountId))
  expect(await call(secret)).toBeUndefined()
  for (const id of [theirs.id, serviceAccountId, randomUUID()]) {
    await expect(createFor(owner, { serviceAccountId: id })).rejects.toMatchObject({
      status: 404,
      code: 'service_account.not_found',
    })
    await expect(db.atGate((tx) => updateServiceAccount(tx, owner, id, { name: 'x' }))).rejects.toMatchObject({
      code: 'service_account.not_found',
    })
  }
})

test('the keys of a suspended program open nothing until it resumes; all its keys are one program', async () => {
  const first = await createFor(owner, {})
  const second = await createFor(owner, { serviceAccountId: first.serviceAccountId })
  expect((await call(second.secret))!.userId).toBe((await call(first.secret))!.userId)
  const set = (suspended: boolean) =>
    db.atGate((tx) => updateServiceAccount(tx, owner, first.serviceAccountId, { suspended }))
  await set(true)
  for (const { secret } of [first, second])
    await expect(call(secret)).rejects.toMatchObject({ status: 401, code: 'api_key.suspended' })
  await set(false)
  expect(await call(first.secret)).toBeDefined()
})

test('a rotated key works beside the new one for the time said, and is rotated once', async () => {
  const now = new Date()
  const old = await createFor(owner, { expiresInDays: 90 }, new Date(now.getTime() - 80 * day))
  const next = await rotate(owner, old.id, 24, now)
  expect(next).toMatchObject({ serviceAccountId: old.serviceAccountId, scopes: old.scopes, name: old.name })
  expect(Date.parse(next.expiresAt!) - now.getTime()).toBeGreaterThan(89 * day)
  for (const { secret } of [old, next]) expect(await call(secret)).toBeDefined()
  const listed = (await db.atGate((tx) => listApiKeys(tx, owner.orgId))).find(({ id }) => id === old.id)
  expect(Date.parse(listed!.expiresAt!)).toBe(now.getTime() + day)
  await expect(rotate(owner, old.id, 24)).rejects.toMatchObject({ status: 409, code: 'api_key.rotated' })
  await expect(rotate(await anOwner('tests.read'), next.id, 0)).rejects.toMatchObject({ code: 'api_key.not_found' })
  const last = await rotate(owner, next.id, 0)
  await expect(call(next.secret)).rejects.toMatchObject({ code: 'api_key.expired' })
  expect(await call(last.secret)).toBeDefined()
})

test('a rotation lengthens no life, and shows no secret of more than one has', async () => {
  const soon = await createFor(owner, { expiresInDays: 30 }, new Date(Date.now() - 30 * day + 3_600_000))
  await rotate(owner, soon.id, 720)
  const listed = (await db.atGate((tx) => listApiKeys(tx, owner.orgId))).find(({ id }) => id === soon.id)
  expect(listed!.expiresAt).toBe(soon.expiresAt)
  const wide = await create(owner, 'tests.read', 'tests.write')
  await expect(rotate({ ...owner, rights: new Set(['tests.read']) }, wide.id, 24)).rejects.toMatchObject({
    code: 'right.missing',
  })
})

test('of two rotations at once one is refused', async () => {
  const { id } = await createFor(owner, {})
  const results = await Promise.allSettled([rotate(owner, id, 24), rotate(owner, id, 24)])
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('owners are told once of a key about to end, and not of one that was rotated, revoked or short-lived', async () => {
  const boss = await anOwner('tests.read')
  const { email } = await db.atGate((tx) =>
    addMember(tx, {
      orgId: boss.orgId,
      email: `${randomUUID()}@exemple.fr`,
      name: 'Camille',
      password: 'x',
      role: 'owner',
    }),
  )
  const ago = (days: number) => new Date(Date.now() - days * day)
  const ending = await createFor(boss, { expiresInDays: 90 }, ago(80))
  await createFor(boss, { expiresInDays: 90 }, ago(60))
  await createFor(boss, { expiresInDays: 30 }, ago(20))
  await rotate(boss, (await createFor(boss, { expiresInDays: 90 }, ago(80))).id, 24)
  const revoked = await createFor(boss, { expiresInDays: 90 }, ago(80))
  await db.atGate((tx) => revokeApiKey(tx, boss.orgId, revoked.id))

  const letters: Letter[] = []
  const mailer: Mailer = { configured: true, send: async (letter) => void letters.push(letter) }
  const jobs = () =>
    query(
      `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'auth.tell_key_ends' and payload->>'orgId' = $1`,
      [boss.orgId],
    )
  for (let i = 0; i < 2; i++) await db.atGate((tx) => warnOfEndingKeys(tx))
  const waiting = await jobs()
  expect(waiting.map(({ payload }) => (payload as { id: string }).id)).toEqual([ending.id])
  await tellKeyEnds(db, mailer, 'https://visavis.exemple.fr', { orgId: boss.orgId, id: ending.id })
  expect(letters.map(({ to }) => to)).toEqual([email])
  expect(letters[0]!.text).toContain('/reglages/cles-api')
})
