import { expect, test } from 'vitest'
import { assertTimeZone } from './zone.ts'

test.each(['Europe/Pari', '', '+99:00'])('refuses the time zone "%s"', (zone) => {
  expect(() => assertTimeZone(zone)).toThrow(
    expect.objectContaining({ code: 'import.bad_time_zone', params: { value: zone } }),
  )
})
