import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, vi } from 'vitest'
import { createApiKey, openSession, rightNames } from '#kernel/auth'
import type { Role } from '#kernel/auth/contract'
import type { Config } from '#kernel/config'
import type { Resolve } from '#kernel/outgoing'
import { newKey } from '#kernel/vault'
import { openHouse } from '../house.ts'
import { type TestDb, testDb } from './db.ts'

/** Asks as somebody: POST when there is a body, else GET; a body that is not text is sent as JSON. */
export type Client = (
  path: string,
  init?: { method?: string; body?: unknown; headers?: Record<string, string>; signal?: AbortSignal },
) => Promise<Response>

export type TestServer = TestDb & {
  /** Where it listens, without a final slash. */
  url: string
  databaseUrl: string
  app: FastifyInstance
  /** The organisation that `signIn` and `apiKey` mean when none is named. */
  orgId: string
  anonymous: Client
  /** A new person of that role, with a session; of these sites only, when some are named. */
  signIn: (role: Role, orgId?: string, siteIds?: string[]) => Promise<Client>
  apiKey: (scopes: string[], orgId?: string, siteIds?: string[]) => Promise<Client>
  /** Resolves once no job is due any more, those that jobs have added included; one that failed is due later. */
  settled: () => Promise<void>
}

/** No name of ours is known outside. */
const nobody: Resolve = async (name) => {
  throw Object.assign(new Error(`No address for ${name}`), { code: 'ENOTFOUND' })
}

/** The whole house in this process, on a free port and a database of this test file's own; closed after it. */
export async function testServer(given: Partial<Config> = {}, resolve = nobody): Promise<TestServer> {
  const { db, url: databaseUrl, query } = await testDb()
  const dataDir = await mkdtemp(join(tmpdir(), 'visavis-test-'))
  const house = await openHouse(
    {
      host: '127.0.0.1',
      port: 0,
      dataDir,
      secretKey: newKey(),
      databaseUrl,
      mailFrom: 'Visavis <visavis@exemple.fr>',
      publicUrl: 'http://127.0.0.1:0',
      logLevel: 'silent',
      rateLimits: 'off',
      ...given,
    },
    undefined,
    resolve,
  )
  afterAll(async () => {
    await house.close()
    await rm(dataDir, { recursive: true })
  })
  const listening = house.app.server.address() as { port: number }
  const url = `http://127.0.0.1:${listening.port}`

  const [org] = await query(`insert into core.org (name) values ('Essai') returning id`)
  const own = org!.id as string
  const addTo = async (role: Role, orgId: string, siteIds?: string[]) => {
    const [account] = await query(
      `insert into core.account (email, name, password_hash) values ($1, $2, 'none') returning id`,
      [`${role}-${randomUUID()}@exemple.fr`, role],
    )
    const userId = account!.id as string
    await query('insert into core.membership (org_id, account_id, role, whole_org) values ($1, $2, $3, $4)', [
      orgId,
      userId,
      role,
      siteIds === undefined,
    ])
    await query('insert into core.membership_site select $1, $2, unnest($3::uuid[])', [orgId, userId, siteIds ?? []])
    return { userId, org: { id: orgId } }
  }
  const client =
    (identity: Record<string, string>): Client =>
    (path, { method, body, headers, signal } = {}) =>
      fetch(url + path, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          ...identity,
          ...(body !== undefined && typeof body !== 'string' && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
        redirect: 'manual',
        signal,
      })

  return {
    url,
    db,
    query,
    databaseUrl,
    app: house.app,
    orgId: own,
    anonymous: client({}),
    async signIn(role, orgId = own, siteIds) {
      const me = await addTo(role, orgId, siteIds)
      const { token } = await db.atGate((tx) => openSession(tx, me))
      const prefix = given.publicUrl?.startsWith('https:') ? '__Host-' : ''
      return client({ cookie: `${prefix}visavis_session=${token}` })
    },
    async apiKey(scopes, orgId = own, siteIds) {
      const rights = new Set(rightNames())
      const everything = { orgId, userId: randomUUID(), rights, siteIds: null, staff: null, via: 'session' as const }
      const { secret } = await db.atGate((tx) => createApiKey(tx, everything, { name: 'Essai', scopes, siteIds }))
      return client({ authorization: `Bearer ${secret}` })
    },
    settled: () =>
      vi.waitFor(
        async () => {
          const waiting = await query(
            'select task_identifier, last_error from graphile_worker.jobs where run_at <= now() or locked_at is not null',
          )
          if (waiting.length > 0) throw new Error(`Jobs still wait: ${JSON.stringify(waiting)}`)
        },
        { timeout: 10_000, interval: 20 },
      ),
  }
}
