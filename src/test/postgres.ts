import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chmod } from 'node:fs/promises'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { databaseUrl, migrate } from '#kernel/db'

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string
  }
}

/**
 * One real PostgreSQL for the run, with a migrated template that each test file clones. `TEST_DATABASE_URL` names
 * another server to use instead, as its superuser.
 */
export default async function setup(project: TestProject) {
  const dataDir = await mkdtemp(join(tmpdir(), 'visavis-test-'))
  await chmod(dataDir, 0o755)
  const source = await databaseUrl({ databaseUrl: process.env.TEST_DATABASE_URL, dataDir })
  const server = new pg.Client({ connectionString: source.url })
  await server.connect()
  await server.query('drop database if exists visavis_template with (force)')
  await server.query('create database visavis_template')
  await migrate(withDatabase(source.url, 'visavis_template'))
  await server.end()
  project.provide('databaseUrl', source.url)
  return async () => {
    await source.release()
    await rm(dataDir, { recursive: true, force: true })
  }
}

export function withDatabase(url: string, name: string): string {
  return url.replace(/^([a-z]+:\/\/[^/]*\/)[^?]*/, `$1${name}`)
}
