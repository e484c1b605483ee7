import type { CallEvent } from '#engine/interactions/contract'
import { checked, dateCell, nameOfLine, optionalDate, refused, secondsCell } from './cells.ts'
import { statusCalled } from './statuses.ts'

/** The file's own name of each column. Without `status`, a call with a duration was answered. */
export type CsvMapping = Record<'from' | 'to' | 'startedAt', string> &
  Partial<Record<'answeredAt' | 'endedAt' | 'durationSeconds' | 'status' | 'externalId', string>>

/**
 * Prepares the reading of a file whose first line is `header`. Every call is taken as received by the company; the
 * duration is that of the talk.
 *
 * @returns a function of a line's cells and of the raw line, which names the call when no column does.
 * @throws {DomainError} `import.missing_column` (422), here and, for a short line, in the function; which also throws
 *   `import.bad_date`, `import.bad_value` and `import.unknown_status`.
 */
export function mappedCsv(header: string[], mapping: CsvMapping, timeZone: string) {
  const names = header.map(plain)
  const places = new Map(
    Object.entries(mapping).map(([field, column]) => {
      const place = names.indexOf(plain(column))
      if (place < 0) throw refused('import.missing_column', column)
      return [field, place]
    }),
  )

  return (cells: string[], raw: string): CallEvent => {
    const cell = (field: keyof CsvMapping): string => {
      const place = places.get(field)
      if (place === undefined) return ''
      const value = cells[place]
      if (value === undefined) throw refused('import.missing_column', mapping[field] ?? field)
      return value.trim()
    }
    const duration = secondsCell(mapping.durationSeconds ?? '', cell('durationSeconds'))
    const status = mapping.status ? statusCalled(cell('status')) : duration ? 'completed' : 'no-answer'
    if (!status) throw refused('import.unknown_status', mapping.status ?? '', cell('status'))
    const startedAt = dateCell(mapping.startedAt, cell('startedAt'), timeZone)
    const picked = optionalDate(mapping.answeredAt ?? '', cell('answeredAt'), timeZone, startedAt)
    const endedAt = optionalDate(mapping.endedAt ?? '', cell('endedAt'), timeZone, picked ?? startedAt)
    const event: CallEvent = {
      externalId: cell('externalId') || nameOfLine(raw),
      direction: 'inbound',
      from: cell('from') || null,
      to: cell('to'),
      status,
      startedAt: startedAt.toISOString(),
      ...(status === 'completed' ? talk(startedAt, picked, endedAt, duration) : missed(endedAt)),
    }
    return checked(event, { ...mapping, talkSeconds: mapping.durationSeconds })
  }
}

const plain = (column: string) => column.trim().normalize('NFC').toLowerCase()

type Times = Pick<CallEvent, 'answeredAt' | 'endedAt' | 'talkSeconds'>

/** Of answer, end and duration, any two give the third. */
function talk(startedAt: Date, picked: Date | null, ended: Date | null, duration: number | null): Times {
  const talkSeconds = duration ?? (picked && ended ? Math.round((ended.getTime() - picked.getTime()) / 1000) : null)
  const talkMs = talkSeconds === null ? null : talkSeconds * 1000
  const answeredAt =
    picked ?? (ended && talkMs !== null ? new Date(Math.max(startedAt.getTime(), ended.getTime() - talkMs)) : null)
  const endedAt = ended ?? (picked && talkMs !== null ? new Date(picked.getTime() + talkMs) : null)
  return { answeredAt: answeredAt?.toISOString() ?? null, endedAt: endedAt?.toISOString() ?? null, talkSeconds }
}

const missed = (endedAt: Date | null): Times => ({
  answeredAt: null,
  endedAt: endedAt?.toISOString() ?? null,
  talkSeconds: null,
})
