import { instantAt } from '#shared/zone'

const iso =
  /^(?<y>\d{4})-(?<mo>\d\d)-(?<d>\d\d)[T ](?<h>\d\d):(?<mi>\d\d)(?::(?<s>\d\d)(?:[.,]\d+)?)?(?<zone>Z|[+-]\d\d:?\d\d)?$/
const french = /^(?<d>\d{1,2})\/(?<mo>\d{1,2})\/(?<y>\d{4})[T ]+(?<h>\d{1,2})[:h](?<mi>\d\d)(?::(?<s>\d\d))?$/

/**
 * Reads `2026-11-23 09:00:00`, ISO 8601 with or without an offset, and `23/11/2026 9:00`. Without an offset the time is
 * local to `timeZone`; fractions of a second are dropped.
 *
 * @param notBefore settles an hour that comes twice: see `instantAt`.
 * @returns undefined for anything else, and for dates that do not exist such as 31 February.
 */
export function readInstant(text: string, timeZone: string, notBefore?: Date): Date | undefined {
  const { y, mo, d, h, mi, s = '0', zone } = (iso.exec(text) ?? french.exec(text))?.groups ?? {}
  const fields = [y, Number(mo) - 1, d, h, mi, s].map(Number) as [number, number, number, number, number, number]
  const wallMs = Date.UTC(...fields)
  const wall = new Date(wallMs)
  const shown = [
    wall.getUTCFullYear(),
    wall.getUTCMonth(),
    wall.getUTCDate(),
    wall.getUTCHours(),
    wall.getUTCMinutes(),
    wall.getUTCSeconds(),
  ]
  if (!fields.every((field, i) => field === shown[i])) return undefined
  if (zone) return new Date(wallMs - offsetOf(zone))
  return new Date(instantAt(wallMs, timeZone, notBefore?.getTime()))
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0
  const digits = zone.replace(':', '')
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3))
  return (digits.startsWith('-') ? -minutes : minutes) * 60_000
}
