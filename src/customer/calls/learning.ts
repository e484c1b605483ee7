import { attribute, type Holding, learnSite, learntAt, type Lessons, type Saying } from '#customer/attribution'
import type { Candidate, Evidence, Parameters } from '#customer/attribution/contract'
import { numberDays } from '#customer/numbers'
import { behaviourOf } from '#customer/tracking'
import { listSites } from '#engine/people'
import type { Database, Tx } from '#kernel/db'
import { listLent } from './lesson-repo.ts'

const days = 90
/** Once a day: an hour of calls changes nothing that ninety days have taught. */
const oldAfterMs = 20 * 3_600_000

/** Learns anew each site whose model is a day old, one transaction each. */
export async function learnModels(db: Database, orgId: string, now = new Date()): Promise<void> {
  for (const { id } of await db.as({ orgId }, listSites))
    await db.as({ orgId }, async (tx) => {
      const last = await learntAt(tx, id)
      if (!last || now.getTime() - last.getTime() > oldAfterMs) await learnFrom(tx, id, now)
    })
}

/** A site that lends no number has nothing to learn. */
async function learnFrom(tx: Tx, siteId: string, now: Date): Promise<void> {
  const since = new Date(now.getTime() - days * 86_400_000)
  const inService = await numberDays(tx, siteId, since)
  if (inService === 0) return
  const calls = await listLent(tx, siteId, since)
  const lessons: Lessons = {
    ...(await behaviourOf(tx, siteId, since)),
    calls: calls.length,
    strangerCalls: calls.filter(({ candidates }) => candidates.length === 0).length,
    numberDays: inService,
    telCallSeconds: calls.flatMap(({ candidates }) => {
      const touched = onlyOne(candidates, 'tel_click')
      return touched ? [secondsOf(touched, 'tel_click') ?? 0] : []
    }),
    // By the telephone alone: whoever touches the link is always on the page.
    knownCallers: calls.flatMap(({ candidates }) => {
      const known = onlyOne(candidates, 'known_caller')
      return known && !evidenceOf(known, 'tel_click') ? [secondsOf(known, 'last_seen')] : []
    }),
  }
  const certain = calls.filter(({ candidates }) => callerOf(candidates))
  await learnSite(tx, siteId, lessons, (parameters) => certain.map((call) => sayingOf(call, parameters)), now)
}

/** What is said of a call without what makes its caller certain. */
function sayingOf({ at, candidates }: { at: Date; candidates: Candidate[] }, parameters: Parameters): Saying {
  const [best] = attribute(
    at,
    candidates.map((candidate) => holdingOf(at, candidate)),
    parameters,
  ).candidates
  return { probability: best!.probability, isRight: best!.visitId === callerOf(candidates)!.visitId }
}

const holdingOf = (at: Date, { evidence, ...candidate }: Candidate): Holding => ({
  ...candidate,
  lastSeenAt: new Date(at.getTime() - (secondsOf({ evidence }, 'last_seen') ?? 0) * 1000),
  telClickAt: null,
  person: 'unknown',
})

/** The one whose telephone or whose touch of the link tells who calls. */
const callerOf = (candidates: Candidate[]): Candidate | undefined =>
  onlyOne(candidates, 'known_caller') ?? onlyOne(candidates, 'tel_click')

function onlyOne(candidates: Candidate[], kind: Evidence['kind']): Candidate | undefined {
  const [one, another] = candidates.filter((candidate) => evidenceOf(candidate, kind))
  return another ? undefined : one
}

const evidenceOf = ({ evidence }: Pick<Candidate, 'evidence'>, kind: Evidence['kind']) =>
  evidence.find((one) => one.kind === kind)

function secondsOf(candidate: Pick<Candidate, 'evidence'>, kind: Evidence['kind']): number | null {
  const found = evidenceOf(candidate, kind)
  return found && 'secondsBefore' in found ? found.secondsBefore : null
}
