import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { newDataDir } from './product.ts'

/* What the image holds is enough to run: its steps are done here by hand, for no container engine is asked of whoever tests. */

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const app = await newDataDir()
afterAll(() => rm(app, { recursive: true, force: true }))

test('with what it copies, and nothing else, the web app is built and the product answers', async () => {
  const [building = ''] = (await readFile(join(root, 'deploy/Dockerfile'), 'utf8')).split('\nFROM node', 2).slice(1)
  const kept = (await readFile(join(root, '.dockerignore'), 'utf8')).split('\n').filter((line) => line.startsWith('!'))
  for (const [, words = ''] of building.matchAll(/^COPY (.+)$/gm)) {
    const [target = '', ...sources] = words.split(' ').toReversed()
    for (const source of sources.toReversed()) {
      // What the build's context leaves out cannot be copied.
      expect(
        kept.some((line) => line === `!${source}` || line.startsWith(`!${source}/`)),
        source,
      ).toBe(true)
      const into = target === './' ? join(app, basename(source)) : join(app, target)
      await mkdir(dirname(into), { recursive: true })
      await cp(join(root, source), into, {
        recursive: true,
        filter: (path) => !/\.test\.tsx?$|node_modules/.test(path),
      })
    }
  }
  await symlink(join(root, 'node_modules'), join(app, 'node_modules'))
  const [, program = ''] = /^RUN node --input-type=module -e "(.+)"$/m.exec(building)!
  const node = join(root, 'node_modules/.bin/node')
  await run(node, ['--input-type=module', '-e', program.replaceAll('/app/', `${app}/`)])
  expect(await readFile(join(app, 'dist/web/index.html'), 'utf8')).toContain('<div id="root">')
  const { stdout } = await run(join(app, 'bin/visavis'), ['--help'])
  expect(stdout).toMatch(/start +run the product/)
})
