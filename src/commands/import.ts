import { readCalls } from '#adapters/cdr'
import { type CallFile, importCalls } from '#engine/interactions'
import { importKinds } from '#engine/imports'
import { audit, presentable } from '#kernel/audit'
import type { Changes } from '#kernel/audit/contract'
import { findOrg } from '#kernel/auth'
import { ConfigError, loadConfig } from '#kernel/config'
import { say } from '#kernel/i18n'
import { openLog } from '#kernel/log'
import { openStore, wire } from '../house.ts'
import { command, UsageError } from './command.ts'
import { importTable } from './import-table.ts'
import { openInput } from './input-file.ts'

const help = `visavis import calls --format asterisk-cdr FILE
visavis import calls --format csv --map from=COLUMN,to=COLUMN,startedAt=COLUMN[,…] FILE
visavis import contacts|sales|costs [--map FIELD=COLUMN,…] FILE
Imports calls, customers, sales or costs of campaigns from a file, or from standard input when FILE is « - ».
Run again, it doubles nothing.
Lines that cannot be understood are told with their reason; those of calls wait in the quarantine (Réglages › Arrivées).

  --map        contacts, sales, costs (CSV or .xlsx): columns that their heads do not tell;
               calls in CSV: from, to, startedAt; and where there are answeredAt, endedAt, durationSeconds, status,
               externalId
  --time-zone  in which the file's times are written   Europe/Paris
  --source     name of the exchange, within which a call's id is unique; by default the format
  --org        the organisation, when there are several
`
const options = {
  format: { type: 'string' },
  map: { type: 'string' },
  'time-zone': { type: 'string', default: 'Europe/Paris' },
  source: { type: 'string' },
  org: { type: 'string' },
} as const

export const run = command({ help, options, exits: { 1: 'lines were refused, or a fault' } }, async (given) => {
  const { values, positionals } = given
  const [what, file] = positionals
  wire()
  const kind = importKinds().find((one) => one === what)
  if ((what !== 'calls' && !kind) || !file) throw new UsageError(help)
  if (!kind && values.format !== 'asterisk-cdr' && values.format !== 'csv')
    throw new ConfigError(['--format is asterisk-cdr or csv.'])
  const mapping = kind ? undefined : mappingOf(values.map)
  const stream = await openInput(file)
  const config = loadConfig()
  const store = await openStore(config, openLog('error'))
  try {
    const org = await store.db.atGate((tx) => findOrg(tx, values.org))
    if (!org)
      throw new ConfigError([
        values.org
          ? `There is no organisation « ${values.org} ».`
          : 'Name the organisation with --org, or create one first: visavis start.',
      ])
    if (kind) {
      await store.db.as({ orgId: org }, (tx) =>
        audit(tx, {
          orgId: org,
          kind: 'change',
          who: 'command',
          verb: 'import.table',
          changes: { kind: { to: kind } },
        }),
      )
      return await importTable(
        store.db,
        org,
        { kind, name: file, named: pairsOf(values.map), json: values.json },
        stream,
      )
    }
    const how: CallFile = {
      format: values.format as CallFile['format'],
      mapping,
      timeZone: values['time-zone'],
      source: values.source ?? values.format!,
    }
    // Before anything is imported: an import that is cut in the middle is in the log too.
    const noted = (changes: Changes) =>
      store.db.as({ orgId: org }, (tx) =>
        audit(tx, { orgId: org, kind: 'change', who: 'command', verb: 'import.calls', changes }),
      )
    await noted({ format: { to: how.format }, source: { to: presentable(how.source) } })
    const report = await importCalls(store.db, { orgId: org }, readCalls, how, stream, ({ line, code, params }) => {
      process.stderr.write(
        values.json
          ? `${JSON.stringify({ line, code, params })}\n`
          : `line ${line}: ${say('en', `errors.${code}`, params)}\n`,
      )
    })
    const { lines, recorded, unchanged, refused, notCalls } = report
    await noted({ lines: { to: lines }, recorded: { to: recorded }, refused: { to: refused } })
    process.stdout.write(
      values.json
        ? `${JSON.stringify(report)}\n`
        : `${lines} lines: ${recorded} recorded, ${unchanged} known already, ${notCalls} not calls of customers, ${refused} refused.\n`,
    )
    return refused > 0 ? 1 : 0
  } finally {
    await store.close()
  }
})

const needed = ['from', 'to', 'startedAt']
const fields = [...needed, 'answeredAt', 'endedAt', 'durationSeconds', 'status', 'externalId']

const split = (map: string) =>
  map.split(',').map((pair) => /^\s*(\w+)\s*=\s*(.*\S)\s*$/.exec(pair)?.slice(1) ?? [pair.trim()])

function pairsOf(map = ''): Record<string, string> {
  const pairs = map === '' ? [] : split(map)
  const wrong = pairs.filter(([, column]) => column === undefined)
  if (wrong.length > 0)
    throw new ConfigError(wrong.map((pair) => `--map does not know « ${pair[0]} »: give FIELD=COLUMN.`))
  return Object.fromEntries(pairs) as Record<string, string>
}

function mappingOf(map: string | undefined): CallFile['mapping'] {
  if (map === undefined) return undefined
  const pairs = split(map)
  const wrong = pairs.filter(([field, column]) => column === undefined || !fields.includes(field!))
  const missing = needed.filter((field) => !pairs.some(([name]) => name === field))
  if (wrong.length > 0 || missing.length > 0)
    throw new ConfigError([
      ...wrong.map(
        (pair) => `--map does not know « ${pair.join('=')} »: give FIELD=COLUMN, FIELD one of ${fields.join(', ')}.`,
      ),
      ...missing.map((field) => `--map says nothing of ${field}: give ${field}=COLUMN.`),
    ])
  return Object.fromEntries(pairs) as CallFile['mapping']
}
