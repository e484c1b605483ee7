import { createIsbotFromList, list } from 'isbot'
import { z } from 'zod'
import { batching, type Database, type Tx } from '#kernel/db'
import { refresh } from '#kernel/events'
import { invalid } from '#shared/errors'
import { parsePhone } from '#shared/phone'
import { type Plan, plansOf } from './plan.ts'
import { bySourceRules } from './source-rule.ts'
import { classifySource } from './source.ts'
import {
  type Answer,
  type Ask,
  campaignNumber,
  forget,
  keepAlive,
  type Pair,
  recordTelClick,
  recordVisits,
  ruledNumbers,
} from './visits.ts'
import { setSeen } from './website-repo.ts'

const text = (most: number) => z.string().transform((value) => value.slice(0, most).replaceAll('\0', '').toWellFormed())
const id = z.uuid().optional().catch(undefined)

/** What the script on a page sends; short names because every page pays for them. See src/widget. */
export const VisitMessage = z.object({
  k: z.string().max(40),
  u: text(4000),
  r: text(4000).default(''),
  t: text(300).default(''),
  c: z.union([z.literal(0), z.literal(1)]),
  ct: text(100).optional(),
  v: id,
  s: id,
})
export const EventMessage = z.object({
  k: z.string().max(40),
  v: z.uuid(),
  s: z.uuid(),
  e: z.enum(['beat', 'tel', 'hide', 'forget']),
  u: text(4000).default(''),
  n: text(40).optional(),
})

/** Numbers to show: `f` on the page becomes `t`. */
export type Shown = { n: { f: string; t: string }[]; v?: string; s?: string; b?: number }

const beatSeconds = 60
const seenEveryMs = 5000

// Engines must index the real number. A headless Chromium that does not name itself a crawler is somebody's browser.
const isCrawler = createIsbotFromList(list.filter((pattern) => !new RegExp(pattern, 'i').test('HeadlessChrome')))

/** Where a website's messages gather into batches. The plan changes under their feet: each batch reads the latest. */
type Desk = { plan: Plan; visit: (ask: Ask) => Promise<Answer>; beat: (pair: Pair) => Promise<void> }

function openDesk(db: Database, plan: Plan): Desk {
  const desk: Desk = {
    plan,
    visit: batching((asks) => db.as(desk.plan, (tx) => recordVisits(tx, desk.plan, asks))),
    beat: batching(async (pairs) => {
      await db.as(desk.plan, (tx) => keepAlive(tx, desk.plan, pairs))
      return pairs.map(() => undefined)
    }),
  }
  return desk
}

export function openCollector(db: Database) {
  const planOf = plansOf(db)
  const desks = new Map<string, Desk>()
  const seen = new Map<string, number>()

  const deskOf = (plan: Plan) => {
    const desk = desks.get(plan.websiteId) ?? openDesk(db, plan)
    desks.set(plan.websiteId, Object.assign(desk, { plan }))
    return desk
  }

  /** For the live check: where the script last spoke. Nobody's page waits for it. */
  const noteSeen = async (plan: Plan, url: string) => {
    if (Date.now() - (seen.get(plan.websiteId) ?? 0) < seenEveryMs) return
    seen.set(plan.websiteId, Date.now())
    const page = URL.canParse(url) ? new URL(url).origin + new URL(url).pathname : url
    await db.as(plan, async (tx: Tx) => {
      await setSeen(tx, plan.websiteId, page.slice(0, 1000))
      refresh(tx, 'websites', plan.siteId)
    })
  }

  return {
    /** @throws {DomainError} `website.unknown_key` (422). */
    async visit(message: z.output<typeof VisitMessage>, userAgent: string | undefined): Promise<Shown> {
      const plan = await planOf(message.k)
      if (!plan) throw invalid('website.unknown_key')
      if (userAgent && isCrawler(userAgent)) return { n: [] }
      noteSeen(plan, message.u).catch(() => seen.delete(plan.websiteId))
      const page = { url: message.u, referrer: message.r }
      const source = bySourceRules(plan.sourceRules, page, classifySource(page))
      const show = (phones: Map<string, string>) => [...phones].map(([f, t]) => ({ f, t }))
      if (message.c === 0) {
        const beginning = { ...page, channel: source.channel }
        return { n: show(new Map([...campaignNumber(plan, source), ...ruledNumbers(plan, beginning).phones])) }
      }
      const { visitorId, visitId, phones } = await deskOf(plan).visit({
        ...page,
        title: message.t,
        source,
        consentText: message.ct ?? null,
        visitorId: message.v,
        visitId: message.s,
      })
      return { n: show(phones), v: visitorId, s: visitId, b: beatSeconds }
    },

    async event({ k, v, s, e, u, n }: z.output<typeof EventMessage>): Promise<void> {
      const plan = await planOf(k)
      if (!plan) throw invalid('website.unknown_key')
      const pair = { visit: s, visitor: v }
      if (e === 'tel')
        await db.as(plan, (tx) => recordTelClick(tx, plan, pair, { url: u, phone: parsePhone(n ?? '').e164 }))
      else if (e === 'forget') await db.as(plan, (tx) => forget(tx, plan, pair))
      else await deskOf(plan).beat(pair)
    },
  }
}
