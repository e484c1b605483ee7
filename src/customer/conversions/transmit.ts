import { findConversionFacts } from '#customer/calls'
import { type VisitClick, visitClick } from '#customer/tracking'
import { consentSpeaksOf } from '#engine/privacy'
import type { Database, Tx } from '#kernel/db'
import { type Event, refresh } from '#kernel/events'
import { enqueue } from '#kernel/jobs'
import { type Outgoing, OutgoingError } from '#kernel/outgoing'
import type { Vault } from '#kernel/vault'
import { type ConversionDestination, type PlatformName } from './contract.ts'
import { type Facts, whyNot } from './decide.ts'
import { purposeOf } from './destinations.ts'
import type { Conversion, Platforms } from './platform.ts'
import * as repo from './repo.ts'

/** Reader of `call.tracked` and `call.judged`: for each platform, whether it is told, or why not. */
export async function considerCall(tx: Tx, { data }: Event): Promise<void> {
  const destinations = (await repo.list(tx)).filter(({ enabled }) => enabled)
  if (destinations.length === 0) return
  const callId = String(data.callId)
  const known = await factsOf(tx, callId)
  if (!known) return
  for (const destination of destinations) {
    const reason = whyNot(
      destination.platform as PlatformName,
      { minTalkSeconds: destination.min_talk_seconds, firstOnly: destination.first_only },
      known.facts,
      new Date(),
    )
    const id = await repo.decide(tx, { destination_id: destination.id, call_id: callId, reason: reason ?? null })
    if (id) await enqueue(tx, 'conversions.send', { id }, { key: `conversions.send ${id}` })
  }
  refresh(tx, 'conversions')
}

type Known = { facts: Facts; click: VisitClick | undefined; phone: string | null }

async function factsOf(tx: Tx, callId: string): Promise<Known | undefined> {
  const call = await findConversionFacts(tx, callId)
  if (!call) return undefined
  const click = call.visitId === null ? undefined : await visitClick(tx, call.visitId)
  const consents = click?.consentText ? await consentSpeaksOf(tx, click.consentText, 'advertising') : false
  return { phone: call.caller, click, facts: { ...call, clickIds: click?.clickIds ?? {}, consents } }
}

type Around = { outgoing: Outgoing; vault: Vault; platforms: Platforms }

/**
 * The job that tells one call to one platform. Asked again whether it may: between the decision and now somebody may
 * have taken their consent back. The platform is asked outside any transaction; after a crash it is asked again under the same id.
 * @throws when it may be another time: the queue tries again, ever later.
 */
export async function sendConversion(
  db: Database,
  { outgoing, vault, platforms }: Around,
  { orgId, id }: { orgId: string; id: string },
  now = new Date(),
): Promise<void> {
  const ready = await db.as({ orgId }, (tx) => prepare(tx, vault, id, now))
  if (!ready) return
  const { platform, destination, conversion } = ready
  const told = await platforms[platform](outgoing, destination, conversion).catch((error: unknown) => {
    if (!(error instanceof OutgoingError)) throw error
    return { ok: false, retry: true, answer: error.code }
  })
  await db.as({ orgId }, async (tx) => {
    const state = told.ok ? 'sent' : told.retry ? 'waiting' : 'refused'
    await repo.settle(tx, id, state, told.answer.slice(0, 500))
    refresh(tx, 'conversions')
  })
  if (told.retry) throw new Error(`${platform} could not be told: ${told.answer}`)
}

async function prepare(tx: Tx, vault: Vault, id: string, now: Date) {
  const waiting = await repo.lockWaiting(tx, id)
  const row = waiting && (await repo.find(tx, waiting.destination_id))
  const known = waiting && (await factsOf(tx, waiting.call_id))
  const secret = waiting && (await repo.findSecret(tx, waiting.destination_id))
  if (!row || !known || !secret) return undefined
  const platform = row.platform as PlatformName
  const bounds = { minTalkSeconds: row.min_talk_seconds, firstOnly: row.first_only }
  const reason = whyNot(platform, bounds, known.facts, now)
  if (reason || !known.click || !row.enabled) {
    await repo.settle(tx, id, 'withheld', null, reason ?? 'no_visitor')
    return undefined
  }
  const conversion: Conversion = {
    id,
    at: known.facts.startedAt,
    phone: known.phone,
    visitorId: known.click.visitorId,
    clickedAt: known.click.startedAt,
    clickIds: known.click.clickIds,
    valueCents: row.value_cents,
    talkSeconds: known.facts.talkSeconds ?? 0,
  }
  const settings = row.settings as ConversionDestination['settings']
  return { platform, conversion, destination: { settings, secret: vault.open(secret, purposeOf(row.id)) } }
}
