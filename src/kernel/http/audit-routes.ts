import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { chainState, exportCsv, exportLines, listEntries, verifyChain } from '#kernel/audit'
import * as contract from '#kernel/audit/contract'
import { actorNames, listActors, wholeRight } from '#kernel/auth'
import { knows, type Language, say } from '#kernel/i18n'
import { changes } from './audited.ts'
import { operationIdOf } from './openapi.ts'
import { serve, serveSteps } from './serve.ts'

const readAudit = wholeRight('audit.read', 'auditor')

/** Words of the log that are no operation of the document. */
const ownVerbs = [
  'session.open',
  'session.close',
  'org.create',
  'key.address',
  'audit.purge',
  'audit.export',
  'import.calls',
  'member.add',
  'member.role',
  'password.link',
  'session.end_all',
  'backup.restore',
  'privacy.purge',
  'second_factor.on',
  'second_factor.off',
  'second_factor.renew',
  'second_factor.remove',
  'password.change',
  'account.rename',
  'session.end',
]

/** Accounts and keys of which the log holds only ids. */
const idsNamed = ({ whoId, objectId, objectType }: Pick<contract.AuditEntry, 'whoId' | 'objectId' | 'objectType'>) => [
  ...(whoId ? [whoId] : []),
  ...(objectId && /^(accounts|api-keys|service-accounts)$/.test(objectType ?? '') ? [objectId] : []),
]

export async function auditRoutes(app: FastifyInstance) {
  const { db, endpoints } = app.house

  // Names are behind the gate, where the application's role cannot read: found by the ids of the organisation's own log.
  const namesOf = (ids: string[]) => db.atGate((tx) => actorNames(tx, ids))
  const label = (verb: string, language: Language): string => {
    const key = `audit.verbs.${verb.replace('.', '_')}`
    if (knows(key)) return say(language, key)
    return endpoints.find(({ endpoint }) => operationIdOf(endpoint) === verb)?.endpoint.summary ?? verb
  }
  const attach = (reply: FastifyReply, name: string, type: string) =>
    reply.header('content-disposition', `attachment; filename="${name}"`).type(`${type}; charset=utf-8`)

  serveSteps(app, contract.listAuditEntries, readAudit, async ({ query }, { caller, language }) => {
    const { items, next } = await db.as(caller, (tx) => listEntries(tx, query))
    const names = await namesOf([...new Set(items.flatMap(idsNamed))])
    const named = (entry: (typeof items)[number]) => ({
      ...entry,
      whoName: names.get(entry.whoId ?? '') ?? null,
      objectName: names.get(entry.objectId ?? '') ?? null,
      label: label(entry.verb, language),
    })
    return { items: items.map(named), next }
  })
  serveSteps(app, contract.getAuditFilters, readAudit, async (_, { caller, language }) => {
    const verbs = endpoints
      .filter(({ endpoint, right }) => right && (changes(endpoint) || endpoint.sees))
      .map(({ endpoint }) => operationIdOf(endpoint))
    const byText = <T>(text: (item: T) => string) => {
      const { compare } = new Intl.Collator(language)
      return (a: T, b: T) => compare(text(a), text(b))
    }
    return {
      whos: (await db.atGate((tx) => listActors(tx, caller.orgId))).toSorted(byText(({ name }) => name)),
      verbs: [...ownVerbs, ...verbs]
        .map((verb) => ({ verb, label: label(verb, language) }))
        .toSorted(byText(({ label }) => label)),
    }
  })
  serveSteps(app, contract.exportAuditCsv, readAudit, async ({ query }, { caller, language, reply }) => {
    const names = {
      who: namesOf,
      verb: (verb: string) => label(verb, language),
      column: (name: string) => say(language, `audit.columns.${name}`),
    }
    void attach(reply, 'journal-audit.csv', 'text/csv')
    await reply.send(Readable.from(exportCsv((work) => db.as(caller, work), query, names)))
    return ''
  })
  serveSteps(app, contract.exportAuditLines, readAudit, async ({ query }, { caller, reply }) => {
    void attach(reply, 'journal-audit.jsonl', 'application/x-ndjson')
    await reply.send(Readable.from(exportLines((work) => db.as(caller, work), query)))
    return ''
  })
  serve(app, contract.getAuditChain, readAudit, (tx) => chainState(tx))
  serveSteps(app, contract.verifyAuditChain, readAudit, async (_, { caller, audit }) => {
    await db.as(caller, (tx) => audit(tx))
    await verifyChain(db, caller.orgId)
    return db.as(caller, chainState)
  })
}
