/**
 * Brisefroid, heating and plumbing: a company that does not exist, in 12 towns that do.
 *
 * Truths planted in it, for whoever looks:
 *  1. Rouen misses more than half of its calls on Monday mornings (8 to 11 h): `habits` below. See the heat map.
 *  2. « Google Ads – Pompe à chaleur » brings few calls, ten minutes long: `campaigns.ts`. The others last two or three.
 *  3. The leaflet « Dépliant entretien chaudière » costs 380 € a run: nothing that is paid for brings new customers cheaper.
 *  4. « Radio – Grand froid » costs 12,800 € and rings at 7 h, before anybody is there: most of its calls are missed.
 *  5. « Catalogue salle de bains » costs 6,400 € and rings a few times a month; but then people talk for long.
 *  6. Toulouse answered two calls in three for ten months; then it got a second telephonist.
 *  7. Marseille closes for lunch, and its customers do not.
 *  8. Lille's pool has two numbers for all its visitors: reused numbers, uncertain origins.
 *  9. One caller in five hides the number in Versailles: building managers' exchanges.
 * 10. The sticker on the boiler brings known customers, hardly ever a new one.
 * 11. La Réunion lives by its own clock, and is busiest in the southern winter.
 * 12. Dijon's website has been declared, but nobody has pasted the script yet.
 * 13. In the last but one wave the employees say that they are dealt with worse; one wave later so do customers.
 */

export const organisation = 'Brisefroid'
/** An account for whoever tries the demonstration; it opens nothing else. */
export const account = { name: 'Camille Démo', email: 'demo@brisefroid.example', password: 'brise-le-froid' }
/** Signs what the invented telephone cloud says. */
export const cloud = {
  name: 'Téléphonie de démonstration',
  provider: 'twilio',
  secret: 'demonstration-sans-secret',
} as const

/** Share of calls answered at certain hours, where it is not the usual one. */
export type Habit = { weekdays: number[]; from: number; to: number; answerRate: number; firstMonths?: number }

export type SiteFacts = {
  key: string
  name: string
  timeZone: string
  /** The fiction range of its telephone numbers (first six digits), and its place among the range's sites: 1 to 3. */
  range: string
  place: number
  /** Its size beside the others; they sum to 12. */
  weight: number
  /** While it is open. Closed, somebody on duty answers `dutyRate` of the calls. */
  answerRate: number
  dutyRate: number
  opens: number
  closes: number
  habits: Habit[]
  hiddenShare: number
  /** Its website; `silent`: without the script. */
  host: string
  silent?: true
  pool?: { numbers: number; holdMinutes: number }
  /** Who tells its calls. */
  broughtBy: 'twiml' | 'api' | 'asterisk-cdr' | 'csv'
  south?: true
}

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const usual = {
  timeZone: 'Europe/Paris',
  answerRate: 0.9,
  dutyRate: 0.2,
  opens: 8,
  closes: 18.5,
  habits: [] as Habit[],
  hiddenShare: 0.05,
  pool: { numbers: 8, holdMinutes: 30 },
  broughtBy: 'twiml' as const,
}
const site = (
  key: string,
  name: string,
  range: string,
  place: number,
  weight: number,
  own: Partial<SiteFacts> = {},
): SiteFacts => ({ ...usual, key, name, range, place, weight, host: `${key}.brisefroid.example`, ...own })

export const sites: SiteFacts[] = [
  site('lyon', 'Lyon', '046571', 1, 1.6, { pool: { numbers: 12, holdMinutes: 30 }, dutyRate: 0.35 }),
  site('paris', 'Paris', '019900', 1, 1.5, { pool: { numbers: 12, holdMinutes: 30 }, dutyRate: 0.6 }),
  site('marseille', 'Marseille', '046571', 2, 1.15, {
    habits: [{ weekdays: everyDay, from: 12, to: 14, answerRate: 0.12 }],
  }),
  site('lille', 'Lille', '035301', 1, 1.1, { pool: { numbers: 2, holdMinutes: 60 } }),
  site('toulouse', 'Toulouse', '053649', 1, 1.1, {
    answerRate: 0.93,
    habits: [{ weekdays: everyDay, from: 8, to: 18.5, answerRate: 0.66, firstMonths: 10 }],
    broughtBy: 'asterisk-cdr',
  }),
  site('nantes', 'Nantes', '026191', 1, 1.1),
  site('rennes', 'Rennes', '026191', 2, 0.95, { broughtBy: 'api' }),
  site('strasbourg', 'Strasbourg', '035301', 2, 0.9, { broughtBy: 'asterisk-cdr' }),
  site('versailles', 'Versailles', '019900', 2, 0.8, { hiddenShare: 0.2, pool: undefined, broughtBy: 'api' }),
  site('rouen', 'Rouen', '026191', 3, 0.8, {
    habits: [{ weekdays: [1], from: 8, to: 11, answerRate: 0.4 }],
    broughtBy: 'csv',
  }),
  site('saint-denis', 'Saint-Denis (La Réunion)', '053649', 2, 0.6, {
    timeZone: 'Indian/Reunion',
    opens: 7.5,
    closes: 16.5,
    pool: { numbers: 6, holdMinutes: 30 },
    south: true,
  }),
  site('dijon', 'Dijon', '035301', 3, 0.5, { silent: true, pool: undefined, broughtBy: 'csv' }),
]

export const recipients: { email: string; site: string | null }[] = [
  { email: 'accueil@brisefroid.example', site: null },
  { email: 'agence.rouen@brisefroid.example', site: 'rouen' },
  { email: 'agence.marseille@brisefroid.example', site: 'marseille' },
  { email: 'astreinte@brisefroid.example', site: 'paris' },
]

/** A number of the company that nobody has declared here: calls to it wait in the quarantine. */
export const undeclaredPhone = '01 99 00 09 99'

/** How much people need a plumber, month by month, beside a mean of 1. */
const north = [1.3, 1.18, 1, 0.85, 0.75, 0.7, 0.68, 0.62, 1.05, 1.28, 1.33, 1.26]
const southern = [0.85, 0.85, 0.9, 0.95, 1.05, 1.2, 1.25, 1.2, 1.05, 0.95, 0.9, 0.85]
export const seasonOf = ({ south }: SiteFacts, month: number): number => (south ? southern : north)[month - 1]!
