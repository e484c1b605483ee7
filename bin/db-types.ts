// Writes src/kernel/db/types.gen.ts from a freshly migrated database; with --verify, only says whether it is current.
import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseUrl, migrate } from '#kernel/db'

const dataDir = await mkdtemp(join(tmpdir(), 'visavis-types-'))
await chmod(dataDir, 0o755)
const source = await databaseUrl({ dataDir })
try {
  await migrate(source.url)
  const options = [
    '--dialect',
    'postgres',
    '--url',
    source.url,
    '--out-file',
    'src/kernel/db/types.gen.ts',
    '--include-pattern',
    '(core|engine|customer|employee|insight).*',
    '--date-parser',
    'string',
    '--type-mapping',
    '{"int8":"number","jsonb":"unknown"}',
  ]
  execFileSync('kysely-codegen', [...options, ...process.argv.slice(2)], { stdio: 'inherit' })
} catch (error) {
  process.exitCode = 1
  if (!(error instanceof Error && 'status' in error)) throw error
} finally {
  await source.release()
  await rm(dataDir, { recursive: true, force: true })
}
