import { expect, test } from 'vitest'
import { type Known, openBook, type Told } from './book.ts'

// Who is meant by what a file says of a customer: duplicates, shared numbers, numbers that change hands.

const now = new Date('2026-11-20T10:00:00Z')
const [landline, mobile, another] = ['+33261910001', '+33639980001', '+33639980002']
const told = (given: Partial<Told>): Told => ({ reference: null, name: '', email: null, phones: [], ...given })
const held = (phone: string, until: Date | null = null) => ({ phone, since: null, until })
const known = (id: string, given: Partial<Known>): Known => ({ ...told({}), id, phones: [], ...given })

let ids = 0
const book = (...all: Known[]) => openBook(structuredClone(all), () => `new${(ids += 1)}`, now)
const elodie = known('elodie', { reference: 'C1', name: 'Élodie Noël', email: 'e@exemple.fr', phones: [held(mobile)] })
const marc = known('marc', { reference: 'C2', name: 'Marc Noël', phones: [held(landline)] })
const nadia = known('nadia', { name: 'Nadia', phones: [held(landline)] })

test.each<[string, Partial<Told>, string[]]>([
  ['their reference', { reference: 'C1', name: 'Une autre', phones: [landline] }, ['elodie']],
  ['their address', { email: 'e@exemple.fr', name: 'E. Noël' }, ['elodie']],
  ['a number that is theirs alone', { phones: [mobile] }, ['elodie']],
  ['a number, their name written otherwise', { phones: [mobile], name: 'elodie NOEL' }, ['elodie']],
  ['a number, but another name: somebody else of the house', { phones: [mobile], name: 'Tom Noël' }, []],
  ['a shared number and a name', { phones: [landline], name: 'Nadia' }, ['nadia']],
  ['a shared number without a name: one of two', { phones: [landline] }, ['marc', 'nadia']],
  ['another reference: somebody else, whatever the number', { reference: 'C9', phones: [mobile] }, []],
  ['a reference to give to whoever has none', { reference: 'C9', phones: [landline] }, ['nadia']],
  ['nothing that is known', { email: 'x@exemple.fr', phones: [another] }, []],
])('%s', (_, given, found) => {
  expect(
    book(elodie, marc, nadia)
      .match(told(given))
      .map(({ id }) => id),
  ).toEqual(found)
})

test('the same line twice in a file creates one customer', () => {
  const it = book()
  const line = told({ name: 'Zoé', phones: [another] })
  const first = it.note(line, it.match(line)[0], false)
  const second = it.note(line, it.match(line)[0], false)
  expect([first.outcome, second.outcome]).toEqual(['created', 'unchanged'])
  expect(second.contact).toBe(first.contact)
})

test('a number that is no longer told of a referenced customer was theirs until now, and is the next one’s from then on', () => {
  const it = book(elodie)
  const moved = told({ reference: 'C1', phones: [another] })
  expect(it.note(moved, it.match(moved)[0], false).contact.phones).toEqual([held(mobile, now), held(another)])
  const next = told({ reference: 'C7', phones: [mobile] })
  expect(it.match(next)).toEqual([])
  expect(it.note(next, undefined, false).contact.phones).toEqual([{ phone: mobile, since: now, until: null }])
})

test('a number that comes back is theirs again', () => {
  const it = book(known('a', { reference: 'C1', phones: [held(mobile, now)] }))
  const line = told({ reference: 'C1', phones: [mobile] })
  expect(it.note(line, it.match(line)[0], false).contact.phones).toEqual([held(mobile)])
})

test('what a sale says in passing completes and takes nothing away', () => {
  const it = book(known('a', { reference: 'C1', name: 'Élodie', phones: [held(mobile), held(landline, now)] }))
  const line = told({ reference: 'C1', name: 'Mme Noël', email: 'e@exemple.fr', phones: [landline, another] })
  const { contact, outcome } = it.note(line, it.match(line)[0], true)
  expect(outcome).toBe('changed')
  expect(contact).toMatchObject({ name: 'Élodie', email: 'e@exemple.fr' })
  expect(contact.phones).toEqual([held(mobile), held(landline, now), { phone: another, since: null, until: null }])
})
