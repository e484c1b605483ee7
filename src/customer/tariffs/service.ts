import { talkOf, type Talk } from '#customer/calls'
import { listNumbers } from '#customer/numbers'
import type { TrackedNumber } from '#customer/numbers/contract'
import type { Tx } from '#kernel/db'
import { emit } from '#kernel/events'
import { invalid, notFound } from '#shared/errors'
import { parsePhone, phoneColour } from '#shared/phone'
import { familyOf } from './catalogue.ts'
import type { SpecialNumber, Tariff, Warning } from './contract.ts'
import { charged, type Price, priceOf, type Rate } from './price.ts'
import * as repo from './repo.ts'
import { announcementOf, drawSign, signOf } from './sign.ts'

/** The tracked numbers that have a colour, with what they cost and bring. */
export async function listSpecialNumbers(tx: Tx, now = new Date()): Promise<SpecialNumber[]> {
  const special = (await listNumbers(tx)).filter(({ e164 }) => phoneColour(parsePhone(e164)) !== null)
  if (special.length === 0) return []
  const ids = special.map(({ id }) => id)
  const tariffs = Map.groupBy(await repo.listTariffs(tx, ids), (row) => row.number_id)
  const purposes = new Map((await repo.listPurposes(tx, ids)).map((row) => [row.id, row.purpose]))
  const talks = Map.groupBy(await talkOf(tx, ids, firstDay(now)), ({ numberId }) => numberId)
  return special.map((number) =>
    describe(number, {
      purpose: purposes.get(number.id) as SpecialNumber['purpose'],
      tariffs: (tariffs.get(number.id) ?? []).map(toTariff),
      talks: talks.get(number.id) ?? [],
      now,
    }),
  )
}

/** @throws {DomainError} `special_number.not_found` (404). */
export async function getSpecialNumber(tx: Tx, id: string): Promise<SpecialNumber> {
  const found = (await listSpecialNumbers(tx)).find((number) => number.id === id)
  if (!found) throw notFound('special_number', id)
  return found
}

/**
 * @throws {DomainError} `special_number.not_found` (404), `special_number.free` (422) for a price of what is free by its
 * number, `special_number.revenue_above_price` (422), `special_number.day_twice` (422).
 */
export async function changeSpecialNumber(
  tx: Tx,
  id: string,
  { purpose, tariffs }: Pick<SpecialNumber, 'purpose' | 'tariffs'>,
): Promise<SpecialNumber> {
  const number = await getSpecialNumber(tx, id)
  if (tariffs.length > 0 && number.colour !== 'purple' && number.colour !== 'unknown')
    throw invalid('special_number.free')
  if (tariffs.some(({ cents, revenueCents }) => revenueCents > cents))
    throw invalid('special_number.revenue_above_price')
  if (new Set(tariffs.map(({ startsOn }) => startsOn)).size < tariffs.length) throw invalid('special_number.day_twice')
  await repo.setPurpose(tx, id, purpose)
  await repo.replaceTariffs(tx, id, tariffs)
  await emit(tx, 'number.priced', { numberId: id, siteId: number.siteId }, 'numbers')
  return getSpecialNumber(tx, id)
}

type Known = { purpose: SpecialNumber['purpose']; tariffs: Tariff[]; talks: Talk[]; now: Date }

function describe(number: TrackedNumber, { purpose, tariffs, talks, now }: Known): SpecialNumber {
  const today = now.toISOString().slice(0, 10)
  const price = priceOf(number.e164, 0, now, rateOn(tariffs, today))
  return {
    id: number.id,
    siteId: number.siteId,
    display: number.display,
    label: number.label,
    purpose,
    colour: price.colour ?? 'unknown',
    model: price.model,
    sign: signOf(price),
    signSvg: drawSign(number.display, price),
    announcement: announcementOf(price),
    tariffs,
    warnings: warningsOf(number, price, purpose, today),
    months: monthsOf(number, tariffs, talks),
  }
}

function warningsOf({ e164 }: TrackedNumber, price: Price, purpose: string, today: string): Warning[] {
  const most = familyOf(e164.replace('+33', '0'), today)?.most
  const { rate, basis, colour } = price
  const isAbove =
    basis === 'rate' && rate && most && rate.cents > (rate.per === 'call' ? most.centsPerCall : most.centsPerMinute)
  return [
    ...(price.model === 'unknown' ? (['tariff_unknown'] as const) : []),
    ...(basis === 'most' ? (['price_missing'] as const) : []),
    ...(isAbove ? (['above_family'] as const) : []),
    // Whoever bought must be able to call without a surcharge: C. conso., economie.gouv.fr « numéros 08 ».
    ...(colour === 'purple' && (purpose === 'after_sales' || purpose === 'complaints')
      ? (['surcharged_support'] as const)
      : []),
  ]
}

/** Each day's calls at that day's price. A month with a day whose price is not known has no sum: half of one would mislead. */
function monthsOf({ e164 }: TrackedNumber, tariffs: Tariff[], talks: Talk[]): SpecialNumber['months'] {
  const isPurple = phoneColour(parsePhone(e164)) === 'purple'
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return [...Map.groupBy(talks, ({ day }) => day.slice(0, 7))].map(([month, days]) => {
    const priced = days.map(({ day, calls, seconds }) => {
      const tariff = isPurple ? tariffOn(tariffs, day) : { per: 'call' as const, cents: 0, revenueCents: 0 }
      const of = (cents: number) =>
        tariff && (tariff.per === 'call' ? calls * cents : charged({ per: 'minute', cents }, seconds))
      return tariff && { callers: of(tariff.cents) ?? 0, revenue: of(tariff.revenueCents) ?? 0 }
    })
    const known = priced.filter((day) => day !== undefined)
    const isWhole = known.length === priced.length
    return {
      month,
      calls: sum(days.map(({ calls }) => calls)),
      seconds: sum(days.map(({ seconds }) => seconds)),
      callersCents: isWhole ? Math.round(sum(known.map(({ callers }) => callers))) : null,
      revenueCents: isWhole ? Math.round(sum(known.map(({ revenue }) => revenue))) : null,
    }
  })
}

const tariffOn = (latestFirst: Tariff[], day: string) => latestFirst.find(({ startsOn }) => startsOn <= day)

function rateOn(latestFirst: Tariff[], day: string): Rate | undefined {
  const tariff = tariffOn(latestFirst, day)
  return tariff && { per: tariff.per, cents: tariff.cents }
}

/** The first day of the month, eleven months ago. */
const firstDay = (now: Date) =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11, 1)).toISOString().slice(0, 10)

const toTariff = (row: Awaited<ReturnType<typeof repo.listTariffs>>[number]): Tariff => ({
  startsOn: row.starts_on,
  per: row.per as Tariff['per'],
  cents: row.cents,
  revenueCents: row.revenue_cents,
})
