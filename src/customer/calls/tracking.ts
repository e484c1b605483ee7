import { findNumber } from '#customer/numbers'
import type { TrackedNumber } from '#customer/numbers/contract'
import { firstSpokenSince, lockInteraction, type RecordedInteraction, tagIdsOf } from '#engine/interactions'
import { getSite } from '#engine/people'
import type { CallEvent } from '#engine/interactions/contract'
import type { Tx } from '#kernel/db'
import { emit, type Event, refresh } from '#kernel/events'
import { type Phone, parsePhone } from '#shared/phone'
import { correctSpoken, redate, setSpoken, setTags, upsert } from './call-repo.ts'
import { originOf } from './origin.ts'
import { qualifyCall } from './qualification.ts'
import { countSales } from './sales.ts'
import { rewriteTouches, touchesOfCalls } from './touches.ts'

/** Reader of `call.told`: finds where the call comes from and lays its facts out for counting. Told again, it does so again. */
export async function trackCall(tx: Tx, { data }: Event): Promise<void> {
  const call = await lockInteraction(tx, String(data.callId))
  const startedAt = new Date(call.event.startedAt)
  const spokenAt = call.personId ? ((await firstSpokenSince(tx, call.personId, startedAt)) ?? null) : null
  if (call.personId && call.outcome === 'answered') await setSpoken(tx, call.personId, startedAt)
  if (call.personId && call.outcome === 'missed') await correctSpoken(tx, call.personId, startedAt, spokenAt)
  if (call.event.direction !== 'inbound') return
  const number = await findNumber(tx, call.lineId)
  const { timeZone } = await getSite(tx, call.siteId)
  const tracked = {
    ...factsOf(call, number, timeZone),
    tagIds: await tagIdsOf(tx, call.id),
    spokenAt: call.outcome === 'missed' ? spokenAt : null,
    ...(await originOf(tx, call, number, startedAt)),
  }
  const touches = await touchesOfCalls(tx, [tracked])
  await upsert(tx, { ...tracked, touches: touches.get(call.id)?.length ?? 0 })
  await rewriteTouches(tx, call.id, touches)
  if (call.caller) await countSales(tx, [call.caller])
  await qualifyCall(tx, tracked)
  await emit(tx, 'call.tracked', { callId: call.id, siteId: call.siteId, outcome: call.outcome }, 'calls')
}

/** What the call itself tells. */
export const factsOf = (call: RecordedInteraction, number: TrackedNumber | undefined, timeZone: string) => ({
  id: call.id,
  startedAt: new Date(call.event.startedAt),
  siteId: call.siteId,
  timeZone,
  numberId: number?.id ?? null,
  phone: number?.e164 ?? call.event.to,
  outcome: call.outcome,
  talkSeconds: call.outcome === 'answered' ? call.event.talkSeconds : null,
  caller: call.caller,
  personId: call.personId,
  firstCall: call.firstOfPerson,
  zone: call.caller ? zoneOf(parsePhone(call.caller)) : null,
  waitSeconds: call.outcome === 'answered' ? waitOf(call.event) : null,
})

const zoneOf = ({ kind, zone }: Phone) => (kind === 'mobile' && zone === null ? 'mobile' : zone)

const waitOf = ({ startedAt, answeredAt }: CallEvent) =>
  answeredAt === null ? null : Math.max(0, Math.round((Date.parse(answeredAt) - Date.parse(startedAt)) / 1000))

/** Reader of `site.zone_changed`. Of two changes at once the site knows the last; their events may come in any order. */
export async function redateCalls(tx: Tx, { data }: Event): Promise<void> {
  const { id, timeZone } = await getSite(tx, String(data.siteId))
  await redate(tx, id, timeZone)
}

/** Reader of `interaction.tagged` and `interaction.untagged`: two at once, the last one knows all. */
export async function retagCall(tx: Tx, { data }: Event): Promise<void> {
  const { id, siteId } = await lockInteraction(tx, String(data.interactionId))
  await setTags(tx, id, await tagIdsOf(tx, id))
  refresh(tx, 'calls', siteId)
}
