import { invalid } from '#shared/errors'
import { wallAt } from '#shared/zone'

/** @throws {DomainError} `import.bad_time_zone` (422). */
export function assertTimeZone(timeZone: string): void {
  try {
    wallAt(0, timeZone)
  } catch {
    throw invalid('import.bad_time_zone', { value: timeZone })
  }
}
