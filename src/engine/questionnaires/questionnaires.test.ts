import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Request } from '#engine/requests/contract'
import { seeded } from '../../demo/random.ts'
import { anOrg, aSite } from '#test/factories'
import { type Client, testServer } from '#test/server'
import { countAnswers } from './answers.ts'
import { forgetAnswers, purgeAnswers } from './erasure-repo.ts'
import type { Answer, AnswerLink, QuestionnaireDetail, Results } from './contract.ts'

const house = await testServer()
const { db, query } = house
const acme = { orgId: house.orgId }
const rival = await anOrg(query)
const [lyon, paris] = [await aSite(db, acme, { name: 'Lyon' }), await aSite(db, acme, { name: 'Paris' })]

let marketing: Client
let adviser: Client
let stranger: Client
let passer: Client
beforeAll(async () => {
  ;[marketing, adviser] = [await house.signIn('marketing'), await house.signIn('adviser')]
  stranger = await house.signIn('owner', rival.orgId)
  passer = house.anonymous
})
const json = async <T>(reply: Response | Promise<Response>): Promise<T> => (await (await reply).json()) as T
const codeOf = async (reply: Promise<Response>) => json<{ code?: string }>(reply).then(({ code }) => code)

const begin = (template?: string, audience = 'customers') =>
  json<QuestionnaireDetail>(marketing('/api/questionnaires', { body: { name: 'Essai', audience, template } }))
async function published(loopHours: number | null = null) {
  const { id } = await begin('after-contact')
  await marketing(`/api/questionnaires/${id}`, { method: 'PUT', body: { name: 'Essai', loopHours } })
  return json<QuestionnaireDetail>(marketing(`/api/questionnaires/${id}/versions`, { method: 'POST' }))
}
const linkOf = (id: string, given: object = {}) =>
  json<AnswerLink>(
    marketing('/api/answer-links', {
      body: { questionnaireId: id, channel: 'qr', name: 'Comptoir', siteId: lyon.id, ...given },
    }),
  )
const tokenOf = ({ url }: AnswerLink) => url.split('/r/')[1]!
const answer = (token: string, versionId: string, answers: object, submissionId = randomUUID()) =>
  passer(`/r/${token}/answers`, { body: { submissionId, versionId, answers } })

describe('who may', () => {
  test('another organisation sees no questionnaire, link or answer', async () => {
    const { id, versions } = await published()
    const link = await linkOf(id)
    const { id: answerId } = await json<{ id: string }>(answer(tokenOf(link), versions[0]!.id, { nps: 9 }))
    for (const path of ['', '/results', '/export.json', '/answers.csv'])
      expect([path, (await stranger(`/api/questionnaires/${id}${path}`)).status]).toEqual([path, 404])
    expect((await stranger(`/api/answers/${answerId}`)).status).toBe(404)
    for (const path of ['questionnaires', 'answer-links', 'answers'])
      expect(await json(stranger(`/api/${path}`))).toMatchObject({ items: [] })
    expect(
      (await stranger(`/api/questionnaires/${id}`, { method: 'PUT', body: { name: 'x', loopHours: null } })).status,
    ).toBe(404)
    expect((await stranger(`/api/answer-links/${link.id}/closure`, { method: 'PUT' })).status).toBe(404)
  })
  test('whoever is of one site sees its answers only', async () => {
    const { id, versions } = await published()
    for (const site of [lyon, paris, paris])
      await answer(tokenOf(await linkOf(id, { siteId: site.id })), versions[0]!.id, { nps: 9 })
    const inParis = await house.signIn('supervisor', house.orgId, [paris.id])
    const { items } = await json<{ items: Answer[] }>(inParis(`/api/answers?questionnaireId=${id}`))
    expect(items.map(({ siteName }) => siteName)).toEqual(['Paris', 'Paris'])
    for (const counted of [false, true]) {
      if (counted) await countAnswers((work) => db.as(acme, work))
      const results = await json<Results>(inParis(`/api/questionnaires/${id}/results`))
      expect([results.answers, results.sites.map(({ siteName }) => siteName)]).toEqual([2, ['Paris']])
    }
    const text = await (await inParis(`/api/questionnaires/${id}/answers.csv`)).text()
    expect(text.trim().split('\r\n')).toHaveLength(3)
  })
  test('a draft holds what a questionnaire has, and nothing else', async () => {
    const { id, draft } = await begin('visit')
    const [section] = draft.sections
    const [first] = section!.questions
    for (const wrong of [
      { ...draft, org_id: id },
      { ...draft, sections: [{ ...section, questions: [{ ...first, org_id: id }] }] },
      {
        ...draft,
        sections: [{ ...section, questions: [{ ...first, when: { question: 'a', is: 'answered', org_id: id } }] }],
      },
    ])
      expect(
        await codeOf(marketing(`/api/questionnaires/${id}/draft`, { method: 'PUT', body: { draft: wrong } })),
      ).toBe('input.invalid')
  })
  test('an adviser reads and does not write', async () => {
    const { id } = await published()
    expect((await adviser(`/api/questionnaires/${id}`)).status).toBe(200)
    expect(await codeOf(adviser(`/api/questionnaires/${id}/versions`, { method: 'POST' }))).toBe('right.missing')
  })
})

describe('the draft and what is published', () => {
  test('two who work on the same draft do not overwrite each other', async () => {
    const { id, draft, draftNumber } = await begin('visit')
    const put = (title: string) =>
      marketing(`/api/questionnaires/${id}/draft`, {
        method: 'PUT',
        body: { draft: { ...draft, title: { fr: title, en: title } }, draftNumber },
      })
    expect((await put('Un')).status).toBe(200)
    expect(await codeOf(put('Deux'))).toBe('draft.outdated')
    expect((await json<QuestionnaireDetail>(marketing(`/api/questionnaires/${id}`))).draft.title).toEqual({
      fr: 'Un',
      en: 'Un',
    })
  })
  test('what would not work is not published', async () => {
    const { id } = await begin()
    expect(await codeOf(marketing(`/api/questionnaires/${id}/versions`, { method: 'POST' }))).toBe(
      'questionnaire.faulty',
    )
    expect(
      await codeOf(marketing('/api/answer-links', { body: { questionnaireId: id, channel: 'page', name: 'x' } })),
    ).toBe('questionnaire.not_published')
  })
  test('what is published stays as it is, in the database too', async () => {
    const { id, draft, draftNumber, versions } = await published()
    expect(await codeOf(marketing(`/api/questionnaires/${id}/versions`, { method: 'POST' }))).toBe(
      'questionnaire.unchanged',
    )
    await marketing(`/api/questionnaires/${id}/draft`, {
      method: 'PUT',
      body: { draft: { ...draft, title: { fr: 'Autre', en: 'Other' } }, draftNumber },
    })
    const second = await json<QuestionnaireDetail>(marketing(`/api/questionnaires/${id}/versions`, { method: 'POST' }))
    expect(second.versions.map(({ number, definition }) => [number, definition.title.fr])).toEqual([
      [2, 'Autre'],
      [1, draft.title.fr],
    ])
    await expect(
      query(`update engine.questionnaire_version set definition = '{}' where id = $1`, [versions[0]!.id]),
    ).rejects.toThrow('stays as it is')
  })
  test('employees are not asked by a code on a counter', async () => {
    const { id } = await begin('pulse', 'employees')
    await marketing(`/api/questionnaires/${id}/versions`, { method: 'POST' })
    expect(
      await codeOf(marketing('/api/answer-links', { body: { questionnaireId: id, channel: 'qr', name: 'x' } })),
    ).toBe('questionnaire.not_for_passers')
  })
  test('it goes out as a file and comes back, ours and SurveyJS’s', async () => {
    const { id, draft } = await published()
    for (const format of ['visavis', 'surveyjs']) {
      const document = await json<object>(marketing(`/api/questionnaires/${id}/export.json?format=${format}`))
      const back = await json<{ id: string; leftOut: unknown[] }>(
        marketing('/api/questionnaires/imports', { body: { audience: 'customers', document } }),
      )
      expect(back.leftOut).toEqual([])
      const { draft: read } = await json<QuestionnaireDetail>(marketing(`/api/questionnaires/${back.id}`))
      expect(read.sections).toEqual(draft.sections)
    }
    expect(
      await codeOf(marketing('/api/questionnaires/imports', { body: { audience: 'customers', document: { a: 1 } } })),
    ).toBe('questionnaire.unreadable')
  })
})

describe('answering', () => {
  test('an address that is nobody’s, or closed, says so on a page', async () => {
    expect((await passer('/r/abcdefghijklmnop')).status).toBe(404)
    const { id, versions } = await published()
    const link = await linkOf(id)
    await marketing(`/api/answer-links/${link.id}/closure`, { method: 'PUT' })
    const page = await passer(`/r/${tokenOf(link)}`)
    expect([page.status, page.headers.get('content-type')]).toEqual([410, 'text/html; charset=utf-8'])
    expect(await page.text()).toContain('Ce questionnaire est clos')
    expect(await codeOf(answer(tokenOf(link), versions[0]!.id, { nps: 9 }))).toBe('answer_link.closed')
  })
  test('what is wrong is told question by question, and nothing is kept', async () => {
    const { id, versions } = await published()
    const token = tokenOf(await linkOf(id))
    const refused = await json<{ errors: object[] }>(answer(token, versions[0]!.id, { effort: 9, solved: 'maybe' }))
    expect(refused.errors).toEqual([
      expect.objectContaining({ path: 'answers.nps', code: 'answer.required' }),
      expect.objectContaining({ path: 'answers.effort', code: 'answer.out_of_scale' }),
      expect.objectContaining({ path: 'answers.solved', code: 'answer.not_an_option' }),
    ])
    expect(await json(marketing(`/api/answers?questionnaireId=${id}`))).toMatchObject({ items: [] })
  })
  test('sent three times at once, it is one answer', async () => {
    const { id, versions } = await published()
    const token = tokenOf(await linkOf(id))
    const submissionId = randomUUID()
    const replies = await Promise.all(
      [1, 2, 3].map(() => json<{ id: string }>(answer(token, versions[0]!.id, { nps: 8 }, submissionId))),
    )
    expect(new Set(replies.map((reply) => reply.id)).size).toBe(1)
    const { items } = await json<{ items: Answer[] }>(marketing(`/api/answers?questionnaireId=${id}`))
    expect(items).toMatchObject([
      { siteName: 'Lyon', channel: 'qr', answers: { nps: 8 }, score: 80, version: 1, requestId: null },
    ])
  })
  test('what was shown before a new version is answered as it was asked', async () => {
    const { id, versions, draft, draftNumber } = await published()
    const token = tokenOf(await linkOf(id))
    const [section] = draft.sections
    await marketing(`/api/questionnaires/${id}/draft`, {
      method: 'PUT',
      body: {
        draft: { ...draft, sections: [{ ...section!, questions: section!.questions.slice(0, 1) }] },
        draftNumber,
      },
    })
    await marketing(`/api/questionnaires/${id}/versions`, { method: 'POST' })
    expect((await answer(token, versions[0]!.id, { nps: 9, solved: 'yes' })).status).toBe(201)
    const { items } = await json<{ items: Answer[] }>(marketing(`/api/answers?questionnaireId=${id}`))
    expect(items).toMatchObject([{ version: 1, answers: { nps: 9, solved: 'yes' } }])
    const other = await published()
    expect(await codeOf(answer(token, other.versions[0]!.id, { nps: 9 }))).toBe('reference.unknown')
  })
  test('somebody unhappy is somebody to call back, once, at the right site', async () => {
    const { id, versions } = await published(18)
    const token = tokenOf(await linkOf(id, { siteId: paris.id }))
    const submissionId = randomUUID()
    for (const _ of [1, 2]) await answer(token, versions[0]!.id, { nps: 3, why: 'attente' }, submissionId)
    await answer(token, versions[0]!.id, { nps: 7 })
    const { items } = await json<{ items: Request[] }>(adviser(`/api/requests?siteId=${paris.id}`))
    expect(items).toMatchObject([{ subject: 'Client mécontent : 3 sur 10 Paris', siteName: 'Paris', late: false }])
    const found = await json<Answer>(adviser(`/api/answers/${items[0]!.answerId}`))
    expect(found).toMatchObject({ requestId: items[0]!.id, answers: { why: 'attente' } })
    const told = await query(
      `select from core.event e join engine.answer a on a.id = (e.data ->> 'answerId')::uuid
       where e.type = 'answer.given' and a.questionnaire_id = $1`,
      [id],
    )
    expect(told).toHaveLength(2)
  })
  test('a program records an answer that was given elsewhere', async () => {
    const { id } = await published()
    const body = { questionnaireId: id, submissionId: randomUUID(), answers: { nps: 10 }, siteId: lyon.id }
    expect((await marketing('/api/answers', { body })).status).toBe(201)
    expect((await marketing('/api/answers', { body })).status).toBe(201)
    const { items } = await json<{ items: Answer[] }>(marketing(`/api/answers?questionnaireId=${id}`))
    expect(items).toMatchObject([{ channel: 'api', siteName: 'Lyon' }])
  })
})

test('what somebody wrote goes when they are forgotten, and with time; their marks stay', async () => {
  const { id, versions } = await published()
  const token = tokenOf(await linkOf(id))
  await answer(token, versions[0]!.id, { nps: 2, why: 'Rappelez-moi au 06 39 98 00 55', solved: 'no' })
  await answer(token, versions[0]!.id, { nps: 3, why: 'Trop long' })
  const read = async () =>
    (await json<{ items: Answer[] }>(marketing(`/api/answers?questionnaireId=${id}`))).items.map(
      ({ answers }) => answers,
    )
  expect(await db.as({ orgId: rival.orgId }, (tx) => forgetAnswers(tx, '+33639980055'))).toBe(0)
  expect(await db.as(acme, (tx) => forgetAnswers(tx, '+33639980055'))).toBe(1)
  expect(await read()).toEqual([
    { nps: 3, why: 'Trop long' },
    { nps: 2, solved: 'no' },
  ])
  expect(await db.as(acme, (tx) => purgeAnswers(tx, new Date(0), 100))).toBe(0)
  await query(`update engine.answer set answered_at = '2020-01-01' where questionnaire_id = $1`, [id])
  expect(await db.as(acme, (tx) => purgeAnswers(tx, new Date('2021-01-01'), 100))).toBe(1)
  expect(await read()).toEqual(expect.arrayContaining([{ nps: 3 }, { nps: 2, solved: 'no' }]))
})

test('a file comes with an answer, and is read by whoever may read answers of its site', async () => {
  const begun = await begin()
  const attached = { id: 'piece', type: 'file', title: { fr: 'Une pièce' } }
  await marketing(`/api/questionnaires/${begun.id}/draft`, {
    method: 'PUT',
    body: { draft: { ...begun.draft, sections: [{ id: 's', questions: [attached] }] } },
  })
  const { versions } = await json<QuestionnaireDetail>(
    marketing(`/api/questionnaires/${begun.id}/versions`, { method: 'POST' }),
  )
  const token = tokenOf(await linkOf(begun.id))
  const give = (fileName: string, content: string) =>
    passer(`/r/${token}/files`, { body: { fileName, content: btoa(content) } })
  expect(await codeOf(give('page.html', '<script>'))).toBe('file.kind_refused')
  const { id } = await json<{ id: string }>(give('accord.txt', 'Voici.'))
  expect(await codeOf(answer(token, versions[0]!.id, { piece: randomUUID() }))).toBe('file.not_found')
  expect((await answer(token, versions[0]!.id, { piece: id })).status).toBe(201)
  const read = (as: Client) => as(`/files/answers/${id}`)
  const reply = await read(marketing)
  expect([await reply.text(), reply.headers.get('content-disposition')]).toEqual([
    'Voici.',
    'attachment; filename=accord.txt',
  ])
  expect((await read(stranger)).status).toBe(404)
  expect((await read(await house.signIn('supervisor', house.orgId, [paris.id]))).status).toBe(404)
})

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
