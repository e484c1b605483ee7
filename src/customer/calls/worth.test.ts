import { expect, test } from 'vitest'
import { type Received, worthOf } from './worth.ts'

// What came of calls: which call a sale is credited to, and who had bought before.

const [mobile, landline] = ['+33639980001', '+33261910001']
const call = (id: string, day: string, given: Partial<Received> = {}): Received => ({
  id,
  phone: mobile,
  startedAt: new Date(`${day}T10:00:00Z`),
  localDay: day,
  isKnown: true,
  ...given,
})
const sale = (soldOn: string, amountCents = 100) => ({ soldOn, amountCents })
const always = (phone: string) => ({ phone, since: null, until: null })
const buyer = (...sales: ReturnType<typeof sale>[]) => ({ contactId: 'a', phones: [always(mobile)], sales })
const none = { customer: false, sales: 0, valueCents: 0, acquired: false }
const won = (sales: number, valueCents: number) => ({ customer: false, sales, valueCents, acquired: true })
const worth = (...given: Parameters<typeof worthOf>) => Object.fromEntries(worthOf(...given))

test.each([
  ['without a sale nothing came of it', buyer(), [call('1', '2026-11-02')], { 1: none }],
  [
    'the last call before',
    buyer(sale('2026-11-10')),
    [call('1', '2026-11-02'), call('2', '2026-11-05')],
    { 1: none, 2: won(1, 100) },
  ],
  ['on the day itself', buyer(sale('2026-11-02')), [call('1', '2026-11-02')], { 1: won(1, 100) }],
  [
    'a call after it is a customer’s',
    buyer(sale('2026-11-02')),
    [call('1', '2026-11-03')],
    { 1: { ...none, customer: true } },
  ],
  [
    'the last whose origin is known, before the last of all',
    buyer(sale('2026-11-10')),
    [call('1', '2026-11-02'), call('2', '2026-11-05', { isKnown: false })],
    { 1: won(1, 100), 2: none },
  ],
  [
    'the last of all when none is known',
    buyer(sale('2026-11-10')),
    [call('1', '2026-11-02', { isKnown: false })],
    { 1: won(1, 100) },
  ],
  ['ninety days before', buyer(sale('2026-11-10')), [call('1', '2026-08-12')], { 1: won(1, 100) }],
  ['ninety-one days before: no call’s', buyer(sale('2026-11-10')), [call('1', '2026-08-11')], { 1: none }],
  [
    'a second sale makes no new customer',
    buyer(sale('2026-11-02'), sale('2026-11-20', 50)),
    [call('1', '2026-11-02'), call('2', '2026-11-19')],
    { 1: won(1, 100), 2: { customer: true, sales: 1, valueCents: 50, acquired: false } },
  ],
])('%s', (_, one, calls, expected) => {
  expect(worth([one], calls)).toEqual(expected)
})

test('a number that several have: each one’s sales came of its calls', () => {
  const calls = [call('1', '2026-11-02')]
  expect(worth([buyer(sale('2026-11-03')), { ...buyer(sale('2026-11-04', 50)), contactId: 'b' }], calls)).toEqual({
    1: won(2, 150),
  })
})

test('calls before a number was theirs, or after, are somebody else’s', () => {
  const [taken, left] = [new Date('2026-11-03T00:00:00Z'), new Date('2026-11-06T00:00:00Z')]
  const one = { contactId: 'a', phones: [{ phone: mobile, since: taken, until: left }], sales: [sale('2026-11-10')] }
  const calls = [call('1', '2026-11-02'), call('2', '2026-11-05'), call('3', '2026-11-08')]
  expect(worth([one], calls)).toEqual({ 1: none, 2: won(1, 100), 3: none })
})

test('a customer of two numbers', () => {
  const one = { contactId: 'a', phones: [always(mobile), always(landline)], sales: [sale('2026-11-10')] }
  const calls = [call('1', '2026-11-02'), call('2', '2026-11-05', { phone: landline })]
  expect(worth([one], calls)).toEqual({ 1: none, 2: won(1, 100) })
})
