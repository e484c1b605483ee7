import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject, onTestFinished } from 'vitest'
import { type Database, openDatabase } from '#kernel/db'
import { withDatabase } from './postgres.ts'

export type TestDb = {
  db: Database
  url: string
  query: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>
}

/** A database of this test file's own, cloned from the template, dropped after it. `query` has every right. */
export async function testDb(): Promise<TestDb> {
  const server = inject('databaseUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(server, `create database ${name} template visavis_template`)
  const url = withDatabase(server, name)
  const db = openDatabase(url)
  afterAll(async () => {
    await db.close()
    await administer(server, `drop database if exists ${name} with (force)`)
  })
  return {
    db,
    url,
    query: async (text, values) => (await db.owner.query(text, values)).rows as Record<string, unknown>[],
  }
}

/** A database of this test's own without anything in it, dropped after it. @returns its URL. */
export async function emptyDatabase({ owner }: { owner?: string } = {}): Promise<string> {
  const server = inject('databaseUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(server, `create database ${name} ${owner ? `owner ${owner}` : ''} template template0`)
  onTestFinished(() => administer(server, `drop database if exists ${name} with (force)`))
  return withDatabase(server, name)
}

/** Clones wait for each other: PostgreSQL copies a template only while nobody else is in it. */
async function administer(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('visavis test clones'))`)
    await client.query(statement)
  } finally {
    await client.end()
  }
}
