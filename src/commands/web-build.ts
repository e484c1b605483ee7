import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../', import.meta.url))
const sources = [
  'src/**/{web,shared}/**/*',
  'src/**/contract.ts',
  'locales/*.json',
  'vite.config.ts',
  'package-lock.json',
]

/** Builds the web app, unless what is in dist/ was built from these very sources. */
export async function buildWebApp(): Promise<void> {
  const files: string[] = []
  for await (const entry of glob(sources, { cwd: root, withFileTypes: true }))
    if (entry.isFile()) files.push(`${entry.parentPath}/${entry.name}`)
  const hash = createHash('sha256')
  for (const file of files.toSorted()) hash.update(file.slice(root.length)).update(await readFile(file))
  const digest = hash.digest('hex')
  const shown = `${root}dist/web`
  if ((await readFile(`${shown}/.built-from`, 'utf8').catch(() => '')) === digest) return
  process.stderr.write('Building the web app, this once…\n')
  // In a process of its own, which gives back the gigabyte it takes; another NODE_ENV would build React's own checks in.
  const vite = createRequire(import.meta.url)
    .resolve('vite/package.json')
    .replace('package.json', 'bin/vite.js')
  const built = `${shown}.${process.pid}`
  const where = [`${root}src/web`, '--config', `${root}vite.config.ts`, '--outDir', built]
  const env = { ...process.env, NODE_ENV: 'production' }
  try {
    await promisify(execFile)(process.execPath, [vite, 'build', ...where, '--logLevel', 'warn'], { env })
    await writeFile(`${built}/.built-from`, digest)
    // Put in place whole: a server that runs goes on showing the one before until then.
    await rm(shown, { recursive: true, force: true })
    await rename(built, shown)
  } catch (error) {
    // Another process, started at the same time, has just put the same in place.
    if ((await readFile(`${shown}/.built-from`, 'utf8').catch(() => '')) !== digest) throw error
  } finally {
    await rm(built, { recursive: true, force: true })
  }
}
