import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { codeOf } from '#test/answers'
import { otherHouse } from '#test/other-house'
import { testServer } from '#test/server'

// One creation, two processes of the house, and deaths at the worst moments: it is there once.

const house = await testServer()
const { query, db } = house
const owner = await house.signIn('owner')

let made = 0
const aSite = () => ({ name: `Agence ${(made += 1)}`, phone: `02 61 91 00 0${made}` })
const isReplay = (reply: Response) => reply.headers.get('idempotent-replayed') === 'true'
const sitesNamed = async (name: string) =>
  (await query('select count(*)::int as n from engine.site where name = $1', [name]))[0]!.n

/** A key that both houses know: each request says which house. */
async function aProgram() {
  const reply = await owner('/api/api-keys', { body: { name: 'Programme', scopes: ['sites.manage'] } })
  const { secret } = (await reply.json()) as { secret: string }
  return (url: string, key: string, body: object) =>
    fetch(`${url}/api/sites`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', 'idempotency-key': key },
    })
}

test('thirty at once, at two processes of the house, create one', async () => {
  const other = await otherHouse(house.databaseUrl)
  const ask = await aProgram()
  const [key, body] = [randomUUID(), aSite()]
  const urls = Array.from({ length: 30 }, (_, i) => (i % 2 ? house.url : other.url))
  const replies = await Promise.all(urls.map((url) => ask(url, key, body)))
  const texts = await Promise.all(replies.map((reply) => reply.text()))
  expect(replies.filter((reply) => reply.status === 201 && !isReplay(reply))).toHaveLength(1)
  for (const [i, reply] of replies.entries()) {
    if (reply.status === 201) continue
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([409, '1'])
    expect(texts[i]).toContain('idempotency.in_progress')
  }
  expect(await sitesNamed(body.name)).toBe(1)
})

test('killed before it was committed: the second try creates', async () => {
  const other = await otherHouse(house.databaseUrl)
  const ask = await aProgram()
  const [key, body] = [randomUUID(), aSite()]
  await query(`create function core.hold() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock(4601); return new; end $$`)
  await query('create trigger hold before insert on engine.site for each row execute function core.hold()')
  const client = await db.owner.connect()
  await client.query('select pg_advisory_lock(4601)')
  const cut = ask(other.url, key, body).catch(() => 'no answer')
  const isHeld = () => query(`select from pg_locks where locktype = 'advisory' and objid = 4601 and not granted`)
  await expect.poll(isHeld).toHaveLength(1)
  expect(await codeOf(await ask(house.url, key, body))).toEqual([409, 'idempotency.in_progress'])
  await other.kill()
  expect(await cut).toBe('no answer')
  await client.query('select pg_advisory_unlock(4601)')
  client.release()
  await query('drop function core.hold cascade')
  // PostgreSQL notices within moments that the other is gone.
  const reply = await vi.waitFor(async () => {
    const reply = await ask(house.url, key, body)
    expect(reply.status).toBe(201)
    return reply
  })
  expect(isReplay(reply)).toBe(false)
  expect(await sitesNamed(body.name)).toBe(1)
})

test('killed after it was committed, before it was answered: the second try is told what was done', async () => {
  const other = await otherHouse(house.databaseUrl, { dies: true })
  const ask = await aProgram()
  const [key, body] = [randomUUID(), aSite()]
  expect(await ask(other.url, key, body).catch(() => 'no answer')).toBe('no answer')
  await other.gone
  const reply = await ask(house.url, key, body)
  expect([reply.status, isReplay(reply)]).toEqual([201, true])
  expect(await reply.json()).toMatchObject({ name: body.name })
  expect(await sitesNamed(body.name)).toBe(1)
})
