import { lstat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import { deliveriesAtRest } from '#engine/intake'
import { type Config, configFiles, strangers } from '#kernel/config'
import { databaseUrl } from '#kernel/db'
import type { Language } from '#kernel/i18n'
import * as database from './database.ts'
import { attention, fault, type Finding, ok } from './finding.ts'
import { checkClock, checkDisk, checkNode, checkSecrets, ownSecrets } from './machine.ts'
import { checkMail, sendTestLetter } from './mail.ts'
import { checkCertificate, checkHttps, checkReachable } from './public-address.ts'
import { checkBackup, checkFiles, checkQuarantine, checkQueue, checkWorker } from './work.ts'

export { type Finding, worst } from './finding.ts'

type Asked = { sendTo?: string; language: Language }

/** Examines everything, one thing after the other; each finding is told as soon as it is known. */
export async function* examine(config: Config, { sendTo, language }: Asked): AsyncGenerator<Finding> {
  yield checkConfiguration()
  yield checkNode()
  yield await checkSecrets([...(await ownSecrets(config.dataDir)), ...configFiles(process.env)])
  yield await checkDisk(
    [...(config.databaseUrl ? [] : [await nearest(config.dataDir)]), config.backup?.dir ?? []].flat(),
  )
  const isNew = !config.databaseUrl && !(await lstat(join(config.dataDir, 'postgres')).catch(() => undefined))

  const clocks: { name: string; at: Date }[] = []
  // To look at the embedded database is not to make one.
  if (isNew) yield attention('database', 'not_yet', { dataDir: config.dataDir })
  else yield* examineDatabase(config, clocks)

  yield await checkMail(config)
  if (sendTo) yield await sendTestLetter(config, sendTo, language)
  yield checkHttps(config.publicUrl)
  const certificate = await checkCertificate(config.publicUrl)
  if (certificate) yield certificate
  const { finding, clock } = await checkReachable(config.publicUrl)
  yield finding
  if (clock) clocks.push({ name: config.publicUrl, at: clock })
  yield checkClock(clocks)
  yield await checkBackup(config)
  if (!isNew || config.filesUrl) yield await checkFiles(config)
}

async function* examineDatabase(config: Config, clocks: { name: string; at: Date }[]): AsyncGenerator<Finding> {
  const source = await databaseUrl(config).catch((error: Error) => error)
  if (source instanceof Error) {
    yield fault('database', 'unreached', { why: source.message })
    return
  }
  const { finding, pool } = await database.checkDatabase(source.url)
  try {
    yield finding
    if (!pool || finding.state === 'fault') return
    const migrations = await database.checkMigrations(pool)
    yield migrations
    yield await database.checkSorting(pool)
    yield await database.checkExtensions(pool)
    yield await database.checkConnections(pool)
    yield await database.checkWear(pool)
    clocks.push({ name: 'PostgreSQL', at: await database.databaseClock(pool) })
    // Its tables may not be those that we know.
    if (migrations.state === 'ok') yield* examineHouse(pool)
  } finally {
    await pool?.end()
    await source.release()
  }
}

async function* examineHouse(pool: pg.Pool): AsyncGenerator<Finding> {
  yield await database.checkLaws(pool)
  yield await checkWorker(pool)
  yield await checkQueue(pool)
  yield checkQuarantine(await deliveriesAtRest(pool))
}

function checkConfiguration(): Finding {
  const [stranger] = strangers(process.env)
  return stranger ? attention('configuration', 'stranger', { stranger }) : ok('configuration', 'right')
}

/** The folder itself, or the one in which it would be made. */
async function nearest(folder: string): Promise<string> {
  const isThere = await lstat(folder).then(
    () => true,
    () => false,
  )
  return isThere || folder === dirname(folder) ? folder : nearest(dirname(folder))
}
