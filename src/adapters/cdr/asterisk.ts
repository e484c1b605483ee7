import type { CallEvent } from '#engine/interactions/contract'
import { invalid } from '#shared/errors'
import { checked, dateCell, nameOfLine, optionalDate, refused, secondsCell } from './cells.ts'

/**
 * One line of Asterisk's `Master.csv`, whose columns are accountcode, src, dst, dcontext, clid, channel, dstchannel,
 * lastapp, lastdata, start, answer, end, duration, billsec, disposition, amaflags and, by configuration, uniqueid and
 * userfield. Times are local to the server (give `UTC` if `usegmtime` is on).
 *
 * A line is a leg, not a call: ringing several telephones writes one line each under one uniqueid, hence one event each
 * under one `externalId`. Merging them (`mergeCall`) lets the answered leg win over those that were not; after a
 * transfer the first answered leg gives the talk time. `ANSWERED` without a `dstchannel` is a menu, a queue's music or
 * a voicemail: nobody answered.
 *
 * @param raw the line as read, which names the call when there is no uniqueid.
 * @returns null for a call between two extensions, which no customer made.
 * @throws {DomainError} (422) `import.bad_line`, `import.bad_date`, `import.bad_value`, `import.unknown_status`.
 * @see https://docs.asterisk.org/Configuration/Reporting/Call-Detail-Records-CDR/
 */
export function asteriskCdr(columns: string[], timeZone: string, raw: string): CallEvent | null {
  if (columns.length < 16) throw invalid('import.bad_line', { columns: columns.length })
  const cells = columns.map((cell) => cell.trim())
  const [, src = '', dst = '', , , , dstchannel, , , start = '', answer = '', end = '', , billsec = ''] = cells
  const [, , , , , , , , , , , , , , disposition = '', , uniqueid = ''] = cells
  if (isExtension(src) && isExtension(dst)) return null
  // `s` and its like are places of the dialplan: the number that was dialled is lost.
  if (!/\d/.test(dst)) throw refused('import.bad_value', 'dst', dst)

  const reached = dispositions[disposition.toUpperCase()]
  if (!reached) throw refused('import.unknown_status', 'disposition', disposition)
  const isAnswered = reached === 'completed' && Boolean(dstchannel)
  const startedAt = dateCell('start', start, timeZone)
  const answeredAt = isAnswered ? optionalDate('answer', answer, timeZone, startedAt) : null
  const event: CallEvent = {
    externalId: isUniqueId(uniqueid) ? uniqueid : nameOfLine(raw),
    direction: isExtension(src) ? 'outbound' : 'inbound',
    from: src || null,
    to: dst,
    status: reached === 'completed' && !isAnswered ? 'no-answer' : reached,
    startedAt: startedAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
    endedAt: optionalDate('end', end, timeZone, answeredAt ?? startedAt)?.toISOString() ?? null,
    talkSeconds: isAnswered ? secondsCell('billsec', billsec) : 0,
  }
  return checked(event, { externalId: 'uniqueid', from: 'src', to: 'dst', talkSeconds: 'billsec' })
}

const dispositions: Record<string, CallEvent['status']> = {
  ANSWERED: 'completed',
  'NO ANSWER': 'no-answer',
  BUSY: 'busy',
  FAILED: 'failed',
  CONGESTION: 'failed',
}

const isExtension = (number: string) => /^\d{2,6}$/.test(number)

/** `1795424400.12`, after the system's name if it has one. Without it the same column may hold the user's own text. */
const isUniqueId = (text: string) => /^(.+-)?\d{9,}\.\d+$/.test(text)
