import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { audit, exportCsv, exportLines, type Head, type Verdict, verifyChain } from '#kernel/audit'
import { AuditFilter } from '#kernel/audit/contract'
import { actorNames, listOrgs } from '#kernel/auth'
import { ConfigError, loadConfig } from '#kernel/config'
import type { Database } from '#kernel/db'
import { say } from '#kernel/i18n'
import { openLog } from '#kernel/log'
import { openStore } from '../house.ts'
import { command, tell, UsageError } from './command.ts'

const help = `visavis audit verify [--org NAME] [--expect NUMBER:HASH]
visavis audit export --format jsonl|csv [--from INSTANT] [--to INSTANT] [--org NAME]
Verifies the audit log, or writes it to standard output.

  verify       follows the chain from its first entry; the first broken one is named
  --expect     a number and hash written down earlier, which must still be on the chain
  --from, --to instants such as 2026-11-01T00:00:00Z, the first included, the last excluded
  --org        the organisation, when there are several; verify takes all of them without it
`
const options = {
  org: { type: 'string' },
  expect: { type: 'string' },
  format: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const
type Org = { id: string; name: string }

export const run = command({ help, options, exits: { 1: 'a chain is broken, or a fault' } }, async (given) => {
  const { values, positionals } = given
  const [what, ...more] = positionals
  if ((what !== 'verify' && what !== 'export') || more.length > 0) throw new UsageError(help)
  const expect = headOf(values.expect)
  const filter = what === 'export' ? filterOf(values) : {}
  const store = await openStore(loadConfig(), openLog('error'))
  try {
    const all = await store.db.atGate(listOrgs)
    const orgs = values.org === undefined ? all : all.filter(({ name }) => name === values.org)
    if (orgs.length === 0)
      throw new ConfigError([
        values.org ? `There is no organisation « ${values.org} ».` : 'There is no organisation yet.',
      ])
    if (orgs.length > 1 && (what === 'export' || expect))
      throw new ConfigError(['There are several organisations: name one with --org.'])
    if (what === 'export') return await writeOut(store.db, orgs[0]!, values.format!, filter)
    let isIntact = true
    for (const org of orgs) {
      const verdict = await verifyChain(store.db, org.id, expect)
      tell(values.json, sentence(org, verdict), { org: org.name, ...verdict })
      isIntact &&= verdict.broken === null
    }
    return isIntact ? 0 : 1
  } finally {
    await store.close()
  }
})

function sentence({ name }: Org, { entries, emptied, waiting, seq, hash, broken }: Verdict): string {
  if (broken) return `${name}: BROKEN at entry ${broken.seq}: ${why[broken.reason]} Intact up to ${seq}.`
  const head = seq === 0 ? '' : `\n  Write down elsewhere: ${seq}:${hash}`
  return `${name}: intact, ${entries} entries (${emptied} emptied in due time), ${waiting} not sealed yet.${head}`
}

const why: Record<NonNullable<Verdict['broken']>['reason'], string> = {
  missing: 'it is missing.',
  changed: 'it is no longer what was written.',
  unlinked: 'it no longer follows the one before.',
  emptied: 'it was emptied without a word of it in the log.',
  unknown: 'it was added by another hand.',
  unexpected: 'it no longer has the hash that was written down.',
}

async function writeOut(db: Database, org: Org, format: string, filter: AuditFilter): Promise<number> {
  const actor = { orgId: org.id }
  await db.as(actor, (tx) =>
    audit(tx, { ...actor, kind: 'read', who: 'command', verb: 'audit.export', changes: { format: { to: format } } }),
  )
  const names = {
    who: (ids: string[]) => db.atGate((tx) => actorNames(tx, ids)),
    verb: (verb: string) => verb,
    column: (name: string) => say('en', `audit.columns.${name}`),
  }
  const inTx = <T>(work: Parameters<typeof db.as<T>>[1]) => db.as(actor, work)
  const lines = format === 'csv' ? exportCsv(inTx, filter, names) : exportLines(inTx, filter)
  await pipeline(Readable.from(lines), process.stdout, { end: false })
  return 0
}

function headOf(written: string | undefined): Head | undefined {
  if (written === undefined) return undefined
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(written.trim()) ?? []
  if (!seq || !hash) throw new ConfigError(['--expect is a number and a hash, as `visavis audit verify` writes them.'])
  return { seq: Number(seq), hash: hash.toLowerCase() }
}

function filterOf({ format, from, to }: { format?: string; from?: string; to?: string }): AuditFilter {
  if (format !== 'jsonl' && format !== 'csv') throw new ConfigError(['--format is jsonl or csv.'])
  const { success, data } = AuditFilter.safeParse({ from, to })
  if (!success) throw new ConfigError(['--from and --to are instants such as 2026-11-01T00:00:00Z.'])
  return data
}
