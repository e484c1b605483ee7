import { readdir, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { attention, fault, type Finding, ok } from './finding.ts'

/** @param version such as `24.21.0`. */
export function checkNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
    ? ok('node', 'right', { version })
    : fault('node', 'old', { version })
}

/** Two-factor codes and certificates live by the clock: seconds matter. `others` are clocks seen elsewhere, by name. */
export function checkClock(others: { name: string; at: Date }[], now = new Date()): Finding {
  if (now.getTime() < Date.UTC(2026, 10, 1)) return fault('clock', 'past', { now: now.toISOString() })
  const off = others
    .map(({ name, at }) => ({ name, seconds: Math.round(Math.abs(at.getTime() - now.getTime()) / 1000) }))
    .find(({ seconds }) => seconds > 5)
  return off ? attention('clock', 'off', off) : ok('clock', 'right', { clocks: others.length })
}

/** Free room where we write: below 20 % is worth a look, below 5 % the database is about to stop. */
export async function checkDisk(folders: string[], free = freeShare): Promise<Finding> {
  const seen: { folder: string; percent: number }[] = []
  for (const folder of folders) {
    const share = await free(folder)
    if (share === undefined) return attention('disk', 'missing', { folder })
    seen.push({ folder, percent: Math.floor(share * 100) })
  }
  const [least] = seen.toSorted((one, other) => one.percent - other.percent)
  if (!least) return ok('disk', 'elsewhere')
  if (least.percent < 5) return fault('disk', 'full', least)
  return least.percent < 20 ? attention('disk', 'scarce', least) : ok('disk', 'roomy', least)
}

/** The share of a folder's disk that we may still write; undefined where there is no such folder. */
export async function freeShare(folder: string): Promise<number | undefined> {
  try {
    const { bavail, blocks } = await statfs(folder)
    return blocks === 0 ? 1 : bavail / blocks
  } catch {
    return undefined
  }
}

/** Files of the data folder that hold secrets, by their names. */
export async function ownSecrets(dataDir: string): Promise<string[]> {
  const names = await readdir(dataDir).catch(() => [])
  return names.filter((name) => /\.(password|key)$/.test(name)).map((name) => join(dataDir, name))
}

/** A secret that any user of the machine can read is none. */
export async function checkSecrets(paths: string[]): Promise<Finding> {
  let count = 0
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined)
    if (!found?.isFile()) continue
    count += 1
    if ((found.mode & 0o004) !== 0 && (await isReachable(path))) return fault('secrets', 'open', { path })
    if ((found.mode & 0o022) !== 0) return fault('secrets', 'writable', { path })
  }
  return ok('secrets', 'closed', { count })
}

/** Whether every folder above lets others through. */
async function isReachable(path: string): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}
