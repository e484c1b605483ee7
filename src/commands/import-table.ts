import type { Readable } from 'node:stream'
import { importFile } from '#engine/imports'
import { say } from '#kernel/i18n'
import type { Database } from '#kernel/db'

type Given = { kind: string; name: string; named: Record<string, string>; json: boolean | undefined }

/** Imports customers, sales or costs. @returns the exit code. */
export async function importTable(
  db: Database,
  orgId: string,
  { json, ...how }: Given,
  stream: Readable,
): Promise<number> {
  const { lines, created, changed, unchanged, refused } = await importFile(db, { orgId }, how, stream, (refusal) => {
    const { line, code, params } = refusal
    process.stderr.write(`${json ? JSON.stringify(refusal) : `line ${line}: ${say('en', `errors.${code}`, params)}`}\n`)
  })
  const report = { lines, created, changed, unchanged, refused }
  process.stdout.write(
    json
      ? `${JSON.stringify(report)}\n`
      : `${lines} lines: ${created} new, ${changed} changed, ${unchanged} known already, ${refused} refused.\n`,
  )
  return refused > 0 ? 1 : 0
}
