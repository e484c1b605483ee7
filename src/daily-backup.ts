import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { dailyBackups } from '#kernel/backup'
import type { Config } from '#kernel/config'
import type { Log } from '#kernel/log'

/**
 * The daily backup, by a process of its own: compressing a large database would take the time of those who work here.
 * @returns how to stop it, one under way included.
 */
export function startDailyBackups(config: Config, log: Log): { stop: () => Promise<void> } {
  const { backup } = config
  if (!backup?.dir) return { stop: async () => {} }
  const stopping = new AbortController()
  const check = dailyBackups({ dir: backup.dir, at: backup.at }, () => runBackup(config, stopping.signal), log)
  let round = check()
  const timer = setInterval(() => void (round = Promise.all([round, check()]).then(() => {})), 60_000)
  return {
    stop: async () => {
      clearInterval(timer)
      stopping.abort()
      await round
    },
  }
}

async function runBackup({ databaseUrl, dataDir, backup, filesUrl }: Config, signal: AbortSignal) {
  if (signal.aborted) return
  const env: NodeJS.ProcessEnv = { ...process.env, DATA_DIR: dataDir, VISAVIS_CONFIG: '/dev/null' }
  const given = {
    DATABASE_URL: databaseUrl,
    FILES_S3_URL: filesUrl,
    BACKUP_DIR: backup!.dir,
    BACKUP_KEEP: String(backup!.keep),
    BACKUP_RECIPIENT: backup!.recipients.join(','),
    BACKUP_PASSPHRASE: backup!.passphrase,
  }
  for (const [name, value] of Object.entries(given)) {
    delete env[`${name}_FILE`]
    env[name] = value ?? ''
  }
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, 'backup', '--rotate', '--json'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const stop = () => child.kill('SIGTERM')
  signal.addEventListener('abort', stop)
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  const [said, code] = await Promise.all([text(child.stderr), ended])
  signal.removeEventListener('abort', stop)
  // Another process of ours, on the same database, is at it.
  const isOthers = said.includes('"backup.in_progress"')
  if (code !== 0 && !signal.aborted && !isOthers) throw new Error(said.trim())
}
