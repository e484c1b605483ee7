import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ConfigError, readConfig } from '#kernel/config'
import { openLog } from '#kernel/log'
import { openVault } from '#kernel/vault'
import { monthsBefore } from '../demo/calendar.ts'
import { account } from '../demo/company.ts'
import { findCompany, type Founded, foundCompany } from '../demo/founding.ts'
import { markWritten, writeHistory } from '../demo/history.ts'
import { openLetterbox } from '../demo/letterbox.ts'
import { startLife } from '../demo/life.ts'
import { openOutside } from '../demo/outside.ts'
import { seeded } from '../demo/random.ts'
import { runsBetween } from '../demo/runs.ts'
import type { House } from '../house.ts'
import { command, tell } from './command.ts'
import { explained, stopOnSignal } from './start.ts'
import { buildWebApp } from './web-build.ts'

const help = `visavis demo [--seed WORD] [--months N]
Runs Visavis with an invented company of 12 sites and its history, while visits and calls go on. The first start writes
the history, which takes about a minute; the next ones find it there, and add what they slept through.
Nothing is sent out: letters are put into the folder DATA_DIR/letters.

  --seed    the same word, the same company   brisefroid
  --months  how far the history goes back     18

From the environment alone, no file: HOST, PORT, DATABASE_URL, PUBLIC_URL and LOG_LEVEL as for visavis start;
  DATA_DIR  where the demonstration lives     ./data/demo
`
const options = {
  seed: { type: 'string' },
  months: { type: 'string' },
} as const

export const run = command({ help, options }, async ({ values }): Promise<void> => {
  const months = readMonths(values.months)
  const env = { ...process.env, DATA_DIR: process.env.DATA_DIR || './data/demo' }
  const config = { ...readConfig(env), firstOrganisation: undefined }
  await buildWebApp()

  const { openHouse, openStore } = await import('../house.ts')
  const explain = (error: Error): never => {
    throw explained(error, config)
  }
  const store = await openStore(config, openLog(config.logLevel)).catch(explain)
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    const known = await findCompany(store.db)
    if (known) assertSame(known, values.seed, months)
    const wish = {
      seed: values.seed ?? 'brisefroid',
      months: months ?? 18,
      now: new Date(),
      publicUrl: config.publicUrl,
      vault: await openVault(config),
    }
    const company = known ?? (await foundCompany(store.db, wish))
    await writeHistory(store.db, company, {
      until: new Date(),
      signal: stopping.signal,
      onProgress: progress(values.json),
    })
    if (stopping.signal.aborted)
      return tell(values.json, '\nStopped. The next start goes on from here.', { event: 'stopped' })

    const house = await openHouse(config, openLetterbox(join(config.dataDir, 'letters'))).catch(explain)
    process.off('SIGINT', stop).off('SIGTERM', stop)
    const life = await enliven(house, company).catch(async (error: Error) => {
      await house.close()
      throw error
    })
    tell(
      values.json,
      `Visavis is ready: ${house.address}\n  e-mail    ${account.email}\n  password  ${account.password}\nVisits and calls go on while it runs.`,
      { event: 'ready', address: house.address, email: account.email, password: account.password },
    )
    await stopOnSignal(async () => {
      await life.stop()
      await markWritten(store.db, company, new Date())
      await house.close()
    })
  } finally {
    await store.close()
  }
})

async function enliven({ app }: House, { seed, first, founded }: Founded) {
  const { port, family } = app.server.address() as AddressInfo
  const outside = await openOutside(`http://${family === 'IPv6' ? '[::1]' : '127.0.0.1'}:${port}`)
  return startLife(outside, runsBetween(first, founded), seeded(seed, Date.now()), ({ message }) =>
    process.stderr.write(`The demonstration stumbled: ${message}\n`),
  )
}

function readMonths(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^([1-9]|[1-5]\d|60)$/.test(text)) throw new ConfigError([`--months is a number from 1 to 60, not ${text}.`])
  return Number(text)
}

function assertSame({ seed, first, founded }: Founded, wantedSeed = seed, months: number | undefined) {
  if (seed !== wantedSeed || (months !== undefined && monthsBefore(founded, months) !== first))
    throw new ConfigError([
      `This DATA_DIR holds the company of the seed « ${seed} » since ${first}. Leave out --seed and --months, or give another DATA_DIR.`,
    ])
}

/** Every percent on a terminal, every ten in a log; nothing of what takes less than two seconds. */
function progress(json: boolean | undefined): (share: number) => void {
  const { isTTY } = process.stdout
  const quietUntil = Date.now() + 2000
  let told = -1
  return (share) => {
    const percent = Math.floor(share * 100 + 1e-6)
    if (Date.now() < quietUntil || percent < told + (isTTY ? 1 : 10)) return
    told = percent
    if (json) tell(true, '', { event: 'progress', percent })
    else
      process.stdout.write(
        isTTY
          ? `\rWriting the history: ${percent} %${percent === 100 ? '\n' : ''}`
          : `Writing the history: ${percent} %\n`,
      )
  }
}
