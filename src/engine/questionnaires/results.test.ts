import { describe, expect, test } from 'vitest'
import { anAskingHouse, json, tokenOf } from '#test/asking'
import { seeded } from '../../demo/random.ts'
import { countAnswers } from './answers.ts'
import type { Answer, QuestionnaireDetail, Results } from './contract.ts'

const { house, db, query, acme, lyon, paris, marketing, begin, published, linkOf, answer } = await anAskingHouse()

describe('results', () => {
  test('are the same before and after the answers are counted, and are those of the answers', async () => {
    const { id, versions } = await published()
    const tokens = [tokenOf(await linkOf(id)), tokenOf(await linkOf(id, { siteId: paris.id, channel: 'page' }))]
    const marks = [9, 10, 3, 8, 9, 6, 10, 9, 7, 0]
    for (const [place, nps] of marks.entries())
      await answer(tokens[place % 2]!, versions[0]!.id, {
        nps,
        effort: place === 4 ? null : 1 + (place % 7),
        solved: place % 3 ? 'yes' : 'no',
      })
    const read = (search = '') => json<Results>(marketing(`/api/questionnaires/${id}/results${search}`))
    const before = await read()
    await countAnswers((work) => db.as(acme, work))
    const after = await read()
    const [row] = await query(
      `select sum(n)::int as n from engine.answer_count where questionnaire_id = $1 and mark = '' and grain = 'day'`,
      [id],
    )
    expect(row!.n).toBe(10)
    const sorted = ({ questions, ...rest }: Results) => ({
      ...rest,
      questions: questions.map(({ counts, ...one }) => ({
        ...one,
        counts: counts.toSorted((a, b) => a.value.localeCompare(b.value)),
      })),
    })
    expect(sorted(after)).toEqual(sorted(before))
    expect(after).toMatchObject({ answers: 10, answersBefore: 0, leading: 'nps' })
    const [nps, , , effort] = after.questions
    expect(nps).toMatchObject({
      key: 'nps',
      n: 10,
      kind: 'nps',
      score: { estimate: 20, n: 10, method: 'adjusted Wald' },
    })
    expect(effort).toMatchObject({ key: 'effort', n: 9, skipped: 1, kind: 'ces' })
    expect(after.sites.map(({ siteName, score }) => [siteName, score.n])).toEqual([
      ['Lyon', 5],
      ['Paris', 5],
    ])
    expect(after.evolution).toHaveLength(1)
    expect((await read(`?siteId=${paris.id}`)).questions[0]).toMatchObject({ n: 5 })
    expect((await read('?channel=qr')).answers).toBe(5)
    expect((await read('?from=2020-01-01&to=2020-01-31')).answers).toBe(0)
    const { items } = await json<{ items: Answer[] }>(marketing(`/api/answers?questionnaireId=${id}&mark=nps%3D9`))
    expect(items).toHaveLength(3)
  })
  test('over any period are those of the answers, counted by month, by day, or not yet', async () => {
    const { id, versions } = await published()
    await query(
      `insert into engine.answer (org_id, submission_id, questionnaire_id, version_id, channel, language, site_id, answers, marks, answered_at, day)
       select $1, gen_random_uuid(), $2, $3, (array['page', 'qr'])[1 + n % 2], 'fr', $4, '{}', array['nps=' || n * 7 % 11], now(), '2026-01-01'::date + n * 13 % 120
       from generate_series(1, 2000) n`,
      [house.orgId, id, versions[0]!.id, lyon.id],
    )
    await countAnswers((work) => db.as(acme, work))
    const random = seeded('periods')
    for (let round = 0; round < 40; round += 1) {
      const [a, b] = [Math.floor(random() * 130), Math.floor(random() * 130)].toSorted((x, y) => x - y) as [
        number,
        number,
      ]
      const day = (n: number) => new Date(Date.UTC(2025, 11, 28 + n)).toISOString().slice(0, 10)
      const channel = random() < 0.5 ? 'qr' : undefined
      const results = await json<Results>(
        marketing(
          `/api/questionnaires/${id}/results?from=${day(a)}&to=${day(b)}${channel ? `&channel=${channel}` : ''}`,
        ),
      )
      const [raw] = await query(
        `select count(*)::int as n, (count(*) filter (where 'nps=9' = any (marks)))::int as nines from engine.answer
         where questionnaire_id = $1 and day between $2 and $3 and ($4::text is null or channel = $4)`,
        [id, day(a), day(b), channel ?? null],
      )
      const nines = results.questions[0]!.counts.find(({ value }) => value === '9')?.n ?? 0
      expect([day(a), day(b), results.answers, nines]).toEqual([day(a), day(b), raw!.n, raw!.nines])
    }
  })
  test('what goes with the score is found, what does not is said to be no more than chance', async () => {
    const begun = await begin('relation')
    const { versions } = await json<QuestionnaireDetail>(
      marketing(`/api/questionnaires/${begun.id}/versions`, { method: 'POST' }),
    )
    const token = tokenOf(await linkOf(begun.id))
    const random = seeded('drivers')
    const mark = () => 1 + Math.floor(random() * 5)
    type Told = {
      n: number
      r2: number | null
      drivers: { key: string; weight: number; lo: number; hi: number; shown: boolean }[]
    }
    const read = () => json<Told>(marketing(`/api/questionnaires/${begun.id}/drivers`))
    for (let n = 0; n < 120; n += 1) {
      if (n === 29) expect(await read()).toMatchObject({ n: 29, r2: null, drivers: [] })
      const [heard, considered] = [mark(), mark()]
      const nps = Math.max(0, Math.min(10, Math.round(heard * 1.5 + considered * 0.9 - 1.5 + (random() - 0.5) * 3)))
      const others = { easy: mark(), able: mark(), kept: mark(), welcomed: mark() }
      await answer(token, versions[0]!.id, { nps, heard, considered, ...others })
    }
    const { drivers, n, r2 } = await read()
    expect([n, r2! > 0.7]).toEqual([120, true])
    const [first] = drivers.toSorted((a, b) => b.weight - a.weight)
    expect(first).toMatchObject({ key: 'heard', shown: true })
    expect(first!.lo).toBeGreaterThan(0.5)
    expect(
      drivers
        .filter(({ shown }) => shown)
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual(['considered', 'heard'])
    expect(drivers.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9)
  })
  test('as a file, harmless to spreadsheets', async () => {
    const { id, versions } = await published()
    const token = tokenOf(await linkOf(id))
    await answer(token, versions[0]!.id, { nps: 2, why: '=HYPERLINK("http://x")', effort: null })
    const text = await (await marketing(`/api/questionnaires/${id}/answers.csv`)).text()
    expect(text.split('\r\n')[0]).toContain('Recommanderiez-vous')
    expect(text).toContain(`'=HYPERLINK`)
    expect(text).toContain('Sans objet')
  })
})
