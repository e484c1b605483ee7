import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Request } from '#engine/requests/contract'
import { anAskingHouse, codeOf, json, tokenOf } from '#test/asking'
import type { Client } from '#test/server'
import type { Answer, QuestionnaireDetail } from './contract.ts'
import { forgetAnswers, purgeAnswers } from './erasure-repo.ts'

const {
  house,
  db,
  query,
  acme,
  rival,
  lyon,
  paris,
  marketing,
  adviser,
  stranger,
  passer,
  begin,
  published,
  linkOf,
  answer,
} = await anAskingHouse()

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

test('one answer that is refused harms no other of its batch', async () => {
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
  const wrong = Array.from({ length: 20 }, (_, n) => n % 5 === 0)
  const replies = await Promise.all(
    wrong.map((isWrong) => answer(token, versions[0]!.id, isWrong ? { piece: randomUUID() } : {})),
  )
  expect(replies.map(({ status }) => status)).toEqual(wrong.map((isWrong) => (isWrong ? 404 : 201)))
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
