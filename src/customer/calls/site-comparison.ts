import { listSites } from '#engine/people'
import type { Tx } from '#kernel/db'
import { wilson } from '#shared/interval'
import { zOfMany } from '#shared/of-many'
import { changeOfCount, changeOfRate, comparedPeriod } from './comparison.ts'
import type { CallFilter, ComparedSite, SiteComparison } from './contract.ts'
import { periodOf } from './statistics.ts'
import { type FigureGroup, type Figures, figuresOf, type SiteDay, type Total } from './figures.ts'

/** What was received within some days: in all, and day by day. */
type Span = { from: string; to: string; total: Total; perSite: Map<string, FigureGroup>; daily: SiteDay[] }

/** The sites that the transaction sees, side by side, and beside their period before. */
export async function compareSites(
  tx: Tx,
  asked: Omit<CallFilter, 'siteId'>,
  { now = new Date(), figures = figuresOf(tx) }: { now?: Date; figures?: Figures } = {},
): Promise<SiteComparison> {
  const period = await periodOf(tx, asked, now)
  const before = comparedPeriod(period, 'previous')
  const spans = [
    await readSpan(figures, { ...asked, ...before }),
    await readSpan(figures, { ...asked, ...period }),
  ] as const
  const sites = await listSites(tx)
  // One of m comparisons in its column.
  const z = zOfMany(sites.length)
  const compared = sites.map(({ id, name }): ComparedSite => {
    const [then, site] = spans.map(({ perSite }) => perSite.get(id) ?? nothing) as [Counted, Counted]
    const { total } = spans[1]
    const others = { answered: total.answered - site.answered, missed: total.missed - site.missed }
    return {
      siteId: id,
      name,
      ...countsOf(site),
      besideOthers: sites.length > 1 ? changeOfRate(others, site, z) : null,
      answerRateChange: changeOfRate(then, site, z),
      receivedChange: changeOfCount(daysOf(spans[0], id), daysOf(spans[1], id), z),
    }
  })
  return {
    ...period,
    before,
    total: {
      ...countsOf(spans[1].total),
      answerRateChange: changeOfRate(spans[0].total, spans[1].total),
      receivedChange: changeOfCount(daysOf(spans[0]), daysOf(spans[1])),
    },
    sites: compared.toSorted(
      (a, b) => (b.answerRate?.value ?? -1) - (a.answerRate?.value ?? -1) || a.name.localeCompare(b.name, 'fr'),
    ),
  }
}

async function readSpan(figures: Figures, filter: CallFilter & { from: string; to: string }): Promise<Span> {
  const { rows: groups } = await figures.groups(filter, 'site')
  return {
    from: filter.from,
    to: filter.to,
    total: await figures.total(filter),
    perSite: new Map(groups.map((group) => [group.key!, group])),
    daily: await figures.seriesBySite(filter),
  }
}

type Counted = Omit<FigureGroup, 'key' | 'ongoing' | 'acquired' | 'prospects'>
const nothing: Counted = {
  received: 0,
  answered: 0,
  missed: 0,
  callers: 0,
  first_calls: 0,
  mean_talk: null,
  sales: 0,
  value_cents: 0,
}

const countsOf = ({ received, answered, missed, callers, sales, ...row }: Counted) => ({
  received,
  answered,
  missed,
  callers,
  firstCalls: row.first_calls,
  meanTalkSeconds: row.mean_talk,
  sales,
  valueCents: row.value_cents,
  answerRate: wilson(answered, answered + missed),
})

/** Of one site, or of all together. */
function daysOf({ from, to, daily }: Span, siteId?: string) {
  const received = new Map<string, number>()
  for (const { site_id, day, received: count } of daily)
    if (siteId === undefined || site_id === siteId) received.set(day, (received.get(day) ?? 0) + count)
  return { from, to, perDay: [...received].map(([day, count]) => ({ day, received: count })) }
}
