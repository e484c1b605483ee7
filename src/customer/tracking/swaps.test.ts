import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createPool, retireNumber } from '#customer/numbers'
import { testDb } from '#test/db'
import { aCampaign, aFlyerNumber, anOrg, aPhone, aPool, aSite } from '#test/factories'
import { openCollector, type Shown, VisitMessage } from './collector.ts'
import type { SwapRule } from './contract.ts'
import { listSwapRules, setSwapRules } from './swaps.ts'
import { createWebsite } from './websites.ts'

const { db, query } = await testDb()
const collector = openCollector(db)
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** A company with a website, a number of source level, and what its pages show. */
async function company() {
  const org = await anOrg(query)
  const site = await aSite(db, org)
  const campaign = await aCampaign(db, org)
  const partner = await aFlyerNumber(db, org, { siteId: site.id, campaignId: campaign.id })
  /** What a website's pages show is kept for some seconds: after a change, another one shows the rest. */
  const website = async () => {
    const host = `${randomUUID()}.exemple.fr`
    const { key } = await db.as(org, (tx) => createWebsite(tx, { siteId: site.id, host }, 'https://visavis.example'))
    return (said: { u?: string; r?: string; c?: 0 | 1; v?: string; s?: string } = {}) =>
      collector.visit(VisitMessage.parse({ k: key, u: 'https://www.exemple.fr/', c: 1, ...said }), firefox) as Promise<
        Shown & { v: string; s: string }
      >
  }
  const set = (...rules: SwapRule[]) => db.as(org, (tx) => setSwapRules(tx, site.id, rules))
  const secondPool = (replaces: string, phones: string[]) =>
    db.as(org, (tx) => createPool(tx, { siteId: site.id, name: 'Seconde', replaces, holdMinutes: 30, phones }))
  return { org, site, partner, website, visit: await website(), set, secondPool }
}
const shownFor = ({ n }: Shown, phone: string) => n.find(({ f }) => f === phone)?.t

test('what a rule cannot be is refused, and the others stay', async () => {
  const [mine, theirs] = [await company(), await company()]
  const pool = await aPool(db, mine.org, mine.site.id, 1)
  const rule = { kind: 'always', value: '', replaces: null, numberId: mine.partner.id } as const
  await mine.set(rule)
  for (const [bad, code] of [
    [{ ...rule, kind: 'landing' }, 'swap_rule.no_value'],
    [{ ...rule, numberId: theirs.partner.id }, 'swap_rule.bad_number'],
    [{ ...rule, numberId: pool[0]!.id }, 'swap_rule.bad_number'],
    [{ ...rule, replaces: '15' }, 'phone.not_dialable'],
  ] as const)
    await expect(mine.set(bad), code).rejects.toMatchObject({ code })
  await expect(db.as(theirs.org, (tx) => setSwapRules(tx, mine.site.id, []))).rejects.toMatchObject({
    code: 'site.not_found',
  })
  expect(await db.as(mine.org, (tx) => listSwapRules(tx, mine.site.id))).toEqual([rule])
})

test('a rule comes before the pool, with consent and without; a retired number is shown no more', async () => {
  const { org, site, partner, website, visit, set } = await company()
  const [lent] = await aPool(db, org, site.id, 1)
  await set({ kind: 'referrer', value: 'partenaire.fr', replaces: null, numberId: partner.id })
  const r = 'https://partenaire.fr/page'
  expect(shownFor(await visit({ r, c: 0 }), site.phone)).toBe(partner.e164)
  const begun = await visit({ r })
  expect(shownFor(begun, site.phone)).toBe(partner.e164)
  expect(await query('select from customer.lease where visit_id = $1', [begun.s])).toEqual([])
  expect(await query('select swap_rules from customer.visit where id = $1', [begun.s])).toEqual([
    { swap_rules: ['referrer partenaire.fr'] },
  ])
  // The next page comes from our own: the visit's number stays.
  const next = await visit({ u: 'https://www.exemple.fr/devis', r: 'https://www.exemple.fr/', v: begun.v, s: begun.s })
  expect([next.s, shownFor(next, site.phone)]).toEqual([begun.s, partner.e164])
  expect(shownFor(await visit(), site.phone)).toBe(lent!.e164)
  await db.as(org, (tx) => retireNumber(tx, partner.id, true))
  expect(shownFor(await (await website())({ r }), site.phone)).toBe(lent!.e164)
})

test('two numbers on one page, each lent from its own pool, or chosen by its own rule', async () => {
  const { org, site, partner, website, visit, set, secondPool } = await company()
  const numbers = new Set((await aPool(db, org, site.id, 2)).map(({ e164 }) => e164))
  const [support, phones] = [aPhone(), new Set([aPhone(), aPhone()])]
  const { id } = await secondPool(support, [...phones])
  expect(await query('select replaces from customer.pool where id = $1', [id])).toEqual([{ replaces: support }])
  const begun = await visit()
  const [one, two] = [shownFor(begun, site.phone)!, shownFor(begun, support)!]
  expect([numbers.has(one), phones.has(two), begun.n.length]).toEqual([true, true, 2])
  expect((await query('select from customer.lease where visit_id = $1', [begun.s])).length).toBe(2)
  const again = await visit({ v: begun.v, s: begun.s })
  expect([shownFor(again, site.phone), shownFor(again, support)]).toEqual([one, two])
  expect((await visit({ c: 0 })).n).toEqual([])

  await set({ kind: 'landing', value: '/sav', replaces: support, numberId: partner.id })
  const ruled = await (await website())({ u: 'https://www.exemple.fr/sav' })
  expect([numbers.has(shownFor(ruled, site.phone)!), shownFor(ruled, support)]).toEqual([true, partner.e164])
})

test('of two pools for one number the first made is drawn from; that of the site’s own number written out is its own', async () => {
  const { org, site, visit, secondPool } = await company()
  const [first] = await aPool(db, org, site.id, 1)
  const { replaces } = await secondPool(site.phone, [aPhone()])
  expect(replaces).toBeNull()
  expect((await visit()).n).toEqual([{ f: site.phone, t: first!.e164 }])
})

test('visits of two pools at once wait for each other in no circle', async () => {
  const { org, site, visit, secondPool } = await company()
  await aPool(db, org, site.id, 5)
  await secondPool(aPhone(), Array.from({ length: 5 }, aPhone))
  const begun = await Promise.all(Array.from({ length: 20 }, () => visit()))
  await Promise.all(begun.flatMap(({ v, s }) => [visit({ v, s }), visit()]))
  const [row] = await query(
    `select count(*)::int as n from customer.lease a join customer.lease b on a.number_id = b.number_id and a.id < b.id and a.held && b.held where a.org_id = $1`,
    [org.orgId],
  )
  expect(row!.n).toBe(0)
})
