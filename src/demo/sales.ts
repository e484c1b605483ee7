import { keepSales } from '#customer/crm'
import type { Tx } from '#kernel/db'
import { dayIn } from './calendar.ts'
import { chance, pick, pickBy, seeded } from './random.ts'
import { firstNames, lastNames } from './teams.ts'
import type { SiteFacts } from './company.ts'
import type { Call } from './timeline.ts'

/** What is ordered by telephone, how often of a hundred orders, and for how much, in euros. */
const orders = [
  { label: 'Entretien annuel', share: 46, euros: [129, 149, 169] },
  { label: 'Dépannage', share: 34, euros: [95, 140, 210, 320] },
  { label: 'Radiateurs', share: 13, euros: [780, 1250, 1900] },
  { label: 'Chaudière', share: 5, euros: [3400, 4200, 5100] },
  { label: 'Pompe à chaleur', share: 2, euros: [9800, 12_400] },
]
const longTalkSeconds = 120
const orderRate = 0.35

/** Of a domain that nobody can ever have. */
const mailbox = (name: string, phone: string) =>
  `${name
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '.')}.${phone.slice(-4)}@client.example`

/** Whoever talks long may order, on the day itself. */
export async function sell(tx: Tx, { timeZone }: SiteFacts, calls: Call[], seed: string): Promise<void> {
  const sales = calls.flatMap(({ id, at, outbound, caller, talkSeconds }) => {
    const random = seeded(seed, 'order', id)
    if (outbound || !caller?.startsWith('+33') || talkSeconds < longTalkSeconds || !chance(random, orderRate)) return []
    const { label, euros } = pickBy(random, orders, ({ share }) => share)
    const amountCents = pick(random, euros) * 100
    const who = seeded(seed, 'customer', caller)
    const name = `${pick(who, firstNames)} ${pick(who, lastNames)}`
    const customer = { reference: null, name, email: mailbox(name, caller), phones: [caller] }
    return [{ reference: `D-${id}`, soldOn: dayIn(at, timeZone), amountCents, label, customer }]
  })
  if (sales.length > 0) await keepSales(tx, sales)
}
