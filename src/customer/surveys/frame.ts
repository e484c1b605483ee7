import { lastCallsOf } from '#customer/calls'
import { type Addressee, listBuyers, listHoldersToday } from '#customer/crm'
import { hashesOf, inPeace } from '#engine/solicitations'
import type { Tx } from '#kernel/db'
import type { Vault } from '#kernel/vault'
import type { Asked, Cell } from './contract.ts'

/** Somebody who may be asked. */
export type Framed = { contactId: string; addressHash: string }
/** Those who are alike at one site, and why some of them are not asked. */
export type Frame = {
  siteId: string | null
  cell: Cell
  people: Framed[]
  resting: number
  opposed: number
  unreachable: number
}

/**
 * Everybody whom a survey is about, by site and by what happened to them. Whoever has the same address as another is one
 * person; a number that several people have is nobody's in particular, and a caller who is in no file cannot be written to.
 */
export async function frameOf(
  tx: Tx,
  vault: Vault,
  { frame, ...days }: Pick<Asked, 'frame' | 'from' | 'to'>,
  now = new Date(),
): Promise<Frame[]> {
  const found = await (frame === 'callers' ? callers(tx, days) : buyers(tx, days))
  const emails = found.map(({ person }) => person?.email ?? null)
  const known = [...new Set(emails.filter((email) => email !== null))]
  const hashes = await hashesOf(tx, vault, known)
  const hashOf = new Map(known.map((email, place) => [email, hashes[place]!]))
  const peace = await inPeace(tx, hashes, now)
  const frames = new Map<string, Frame>()
  const seen = new Set<string>()
  for (const [place, { person, siteId, cell }] of found.entries()) {
    const key = `${siteId} ${cell}`
    const one = frames.get(key) ?? { siteId, cell, people: [], resting: 0, opposed: 0, unreachable: 0 }
    frames.set(key, one)
    const hash = hashOf.get(emails[place] ?? '')
    if (!person || hash === undefined) {
      one.unreachable += 1
      continue
    }
    if (seen.has(hash)) continue
    seen.add(hash)
    const why = peace.get(hash)
    if (why) one[why] += 1
    else one.people.push({ contactId: person.contactId, addressHash: hash })
  }
  return [...frames.values()]
}

type Found = { person: Addressee | undefined; siteId: string | null; cell: Cell }

async function callers(tx: Tx, days: { from: string; to: string }): Promise<Found[]> {
  const calls = await lastCallsOf(tx, days)
  const holders = Map.groupBy(
    (
      await listHoldersToday(
        tx,
        calls.map(({ phone }) => phone),
      )
    ).flatMap((person) => person.phones.map((phone) => ({ phone, person }))),
    ({ phone }) => phone,
  )
  return calls.map(({ phone, siteId, answered }) => {
    const [holder, another] = holders.get(phone) ?? []
    return { person: another ? undefined : holder?.person, siteId, cell: answered ? 'answered' : 'missed' }
  })
}

/** A buyer is of the site that they called last within the year before, if they ever did. */
async function buyers(tx: Tx, days: { from: string; to: string }): Promise<Found[]> {
  const people = await listBuyers(tx, days)
  const calls = new Map(
    (await lastCallsOf(tx, { from: yearBefore(days.from), to: days.to })).map(({ phone, siteId }) => [phone, siteId]),
  )
  return people.map((person) => ({
    person,
    siteId: person.phones.map((phone) => calls.get(phone)).find((siteId) => siteId !== undefined) ?? null,
    cell: person.purchases > 1 ? 'known' : 'new',
  }))
}

const yearBefore = (day: string) => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`.replace('-02-29', '-02-28')
