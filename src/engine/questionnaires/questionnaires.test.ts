import { describe, expect, test } from 'vitest'
import { anAskingHouse, codeOf, json, tokenOf } from '#test/asking'
import { countAnswers } from './answers.ts'
import type { Answer, QuestionnaireDetail, Results } from './contract.ts'

const { house, db, query, acme, lyon, paris, marketing, adviser, stranger, begin, published, linkOf, answer } =
  await anAskingHouse()

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
