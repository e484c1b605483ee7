import { CallEvent, CallStatus } from '#engine/interactions/contract'
import { invalid } from '#shared/errors'

/**
 * Reads the voice webhook, the `<Dial action>` callback and the status callback: all three name the caller's call in
 * `CallSid`. When the dialled line reports (`DialCallStatus`) it alone says whether somebody answered, since a caller
 * who hangs up unanswered also has a `completed` line.
 *
 * @param receivedAt stands for the event's time where the provider gives none.
 * @throws {DomainError} `hook.malformed` (422), `params.field` names the field.
 */
export function parseCallEvent(params: Record<string, string>, receivedAt: Date): CallEvent {
  const reportedAt = timestamp(params.Timestamp) ?? receivedAt
  const told = params.DialCallStatus ? dialledLine(params, reportedAt) : callersLine(params, reportedAt)
  const event = CallEvent.safeParse({
    externalId: params.CallSid,
    direction: params.Direction?.startsWith('outbound') ? 'outbound' : 'inbound',
    from: params.From?.trim() || null,
    to: params.To?.trim(),
    ...told,
  })
  if (event.success) return event.data
  const path = String(event.error.issues[0]?.path[0])
  throw malformed({ externalId: 'CallSid', from: 'From', to: 'To' }[path] ?? path)
}

type Told = Omit<CallEvent, 'externalId' | 'direction' | 'from' | 'to'>

function dialledLine(params: Record<string, string>, reportedAt: Date): Told {
  const word = spelled(params.DialCallStatus)
  const status = word === 'answered' ? 'completed' : word
  if (!isFinal(status)) throw malformed('DialCallStatus')
  const endedAt = reportedAt.toISOString()
  if (status !== 'completed') return { status, startedAt: endedAt, answeredAt: null, endedAt, talkSeconds: 0 }
  const talkSeconds = seconds(params.DialCallDuration)
  const answeredAt = talkSeconds === null ? null : before(reportedAt, talkSeconds)
  return { status, startedAt: answeredAt ?? endedAt, answeredAt, endedAt, talkSeconds }
}

function callersLine(params: Record<string, string>, reportedAt: Date): Told {
  const word = spelled(params.CallStatus)
  const status = CallStatus.safeParse(word === 'answered' ? 'in-progress' : word).data
  if (!status) throw malformed('CallStatus')
  const now = reportedAt.toISOString()
  const told = { status, startedAt: now, answeredAt: null, endedAt: null, talkSeconds: null }
  // A caller's line in progress may be with a menu or a ringing tone: who answered when, the dialled line tells.
  if (status !== 'completed') return isFinal(status) ? { ...told, endedAt: now } : told
  const duration = seconds(params.CallDuration)
  // The line may have been picked up by a menu: its duration bounds the talk, and says nothing of who answered when.
  return { ...told, startedAt: before(reportedAt, duration ?? 0), endedAt: now, talkSeconds: duration || null }
}

const finals = ['completed', 'busy', 'failed', 'no-answer', 'canceled'] as const
const isFinal = (word: string): word is (typeof finals)[number] => (finals as readonly string[]).includes(word)

/** Providers differ in case, in `no_answer` and in the British `cancelled`. */
const spelled = (word = '') => word.trim().toLowerCase().replaceAll('_', '-').replace('cancelled', 'canceled')

const before = (instant: Date, secs: number) => new Date(instant.getTime() - secs * 1000).toISOString()

function seconds(text = ''): number | null {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : null
  return value !== null && value <= 7 * 86_400 ? value : null
}

/** RFC 2822, such as `Mon, 23 Nov 2026 09:00:00 +0000`; without a zone it would be read in the server's own. */
function timestamp(text = ''): Date | undefined {
  const instant = new Date(/(Z|GMT|UTC|[+-]\d\d:?\d\d)$/.test(text) ? text : Number.NaN)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

const malformed = (field: string) => invalid('hook.malformed', { field })
