import { dialable } from '#engine/people'
import type { Tx } from '#kernel/db'
import { emit, type Event, refresh } from '#kernel/events'
import { invalid, notFound } from '#shared/errors'
import {
  type judgeCall,
  type Qualification,
  type QualificationKind,
  type QualificationRule,
  qualificationKinds,
  Quarantine,
} from './qualification-contract.ts'
import type { Reply } from '#shared/endpoint'
import * as repo from './qualification-repo.ts'

const triedDays = 30

/** Least value of the kinds that have one. */
const usual: Partial<Record<QualificationKind, number>> = { scan: 4, short: 10, repeated: 5 }
const listing = new Set<QualificationKind>(['listed', 'zone'])

const inOrder = (rules: QualificationRule[]) =>
  qualificationKinds.flatMap((kind) => rules.find((rule) => rule.kind === kind) ?? [])

export async function getQualification(tx: Tx, now = new Date()): Promise<Qualification> {
  const rules = inOrder(await repo.listRules(tx))
  const tried = qualificationKinds.map((kind) => {
    const { least = usual[kind] ?? null, list = [] } = rules.find((rule) => rule.kind === kind) ?? {}
    return { kind, least, list }
  })
  const since = new Date(now.getTime() - triedDays * 86_400_000).toISOString().slice(0, 10)
  const { calls, ...held } = await repo.tryRules(tx, since, tried)
  return {
    rules,
    calls,
    // Without a list, there is nothing to hold to.
    wouldHold: tried.map(({ kind, least, list }) => ({
      kind,
      least,
      calls: listing.has(kind) && list.length === 0 ? 0 : held[kind],
    })),
  }
}

/** @throws {DomainError} `qualification.twice`, `qualification.list_missing`, `phone.not_dialable` (422). */
export async function changeQualification(tx: Tx, given: QualificationRule[]): Promise<Qualification> {
  if (new Set(given.map(({ kind }) => kind)).size < given.length) throw invalid('qualification.twice')
  const before = await repo.listRules(tx)
  const rules = given.map(({ kind, since, least, list }) => {
    if (listing.has(kind) && list.length === 0) throw invalid('qualification.list_missing')
    return {
      kind,
      since,
      least: usual[kind] === undefined ? null : (least ?? usual[kind]),
      list: kind === 'listed' ? list.map(dialable) : kind === 'zone' ? list : [],
    }
  })
  await repo.replaceRules(tx, rules)
  const [from] = [...before, ...rules].map(({ since }) => since).toSorted()
  if (from) await emit(tx, 'qualification.changed', { from })
  return getQualification(tx)
}

/** Reader of `qualification.changed`. */
export async function qualifyAgain(tx: Tx, { data }: Event): Promise<void> {
  await repo.qualify(tx, inOrder(await repo.listRules(tx)), { from: String(data.from) })
  refresh(tx, 'calls')
}

/** Looks at a call, and at its caller's of the day around it: of two that repeat each other the later may come first. */
export async function qualifyCall(
  tx: Tx,
  call: { id: string; personId: string | null; startedAt: Date },
): Promise<void> {
  const rules = await repo.listRules(tx)
  if (rules.length > 0) await repo.qualify(tx, inOrder(rules), call)
}

/** As {@link qualifyCall}, for many. */
export async function qualifyCalls(tx: Tx, ids: string[]): Promise<void> {
  const rules = await repo.listRules(tx)
  if (rules.length > 0) await repo.qualify(tx, inOrder(rules), { ids })
}

/** @throws {DomainError} `call.not_found` (404). */
export async function judge(
  tx: Tx,
  id: string,
  verdict: 'counted' | 'quarantined' | null,
): Promise<Reply<typeof judgeCall>> {
  const row = await repo.setVerdict(tx, id, verdict)
  if (!row) throw notFound('call', id)
  await repo.qualify(tx, inOrder(await repo.listRules(tx)), { ids: [id] })
  await emit(tx, 'call.judged', { callId: id, siteId: row.site_id }, 'calls')
  return { id, quarantine: Quarantine.nullable().parse(await repo.findQuarantine(tx, id)) }
}
