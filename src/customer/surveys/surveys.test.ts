import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { recordCall } from '#engine/interactions'
import type { QuestionnaireDetail } from '#engine/questionnaires/contract'
import { newKey, vaultOf } from '#kernel/vault'
import { codeOf, json } from '#test/asking'
import { aCall, aMobile, anOrg, aSite } from '#test/factories'
import { testServer } from '#test/server'
import { decoded, openSmtp } from '#test/smtp'
import type { SurveyDetail, SurveyPlan } from './contract.ts'
import { goOn } from './going.ts'

const smtp = await openSmtp()
afterAll(smtp.close)
const secretKey = newKey()
const house = await testServer({ smtpUrl: smtp.url, publicUrl: 'https://visavis.exemple.fr', secretKey })
const { db, query, anonymous } = house
const vault = vaultOf(secretKey)
const acme = { orgId: house.orgId }
const [marketing, adviser] = [await house.signIn('marketing'), await house.signIn('adviser')]
const rival = await house.signIn('owner', (await anOrg(query)).orgId)
const [lyon, tours] = [await aSite(db, acme, { name: 'Lyon' }), await aSite(db, acme, { name: 'Tours' })]

// Lyon: eight callers with an address, of whom two were missed, and one whom nobody knows. Tours: one, who called Lyon before.
const day = '2026-11-16'
const callers = Array.from({ length: 9 }, (_, place) => ({ phone: aMobile(), email: `client${place}@exemple.fr` }))
const unknown = aMobile()
await db.as(acme, async (tx) => {
  const call = (site: typeof lyon, from: string, hour: number, answered: boolean) =>
    recordCall(
      tx,
      { kind: 'api', name: 'essai' },
      aCall({
        to: site.phone,
        from,
        status: answered ? 'completed' : 'no-answer',
        startedAt: `${day}T${String(hour).padStart(2, '0')}:00:00.000Z`,
        talkSeconds: answered ? 90 : null,
      }),
    )
  for (const [place, { phone }] of callers.entries()) await call(lyon, phone, 8, place > 1)
  await call(lyon, unknown, 9, true)
  await call(tours, callers[8]!.phone, 10, true)
})
await house.settled()
const told = callers.map(({ phone, email }, place) => ({ name: `Client ${place}`, phones: [phone], email }))
await marketing('/api/contacts', { body: { items: told } })
await house.settled()

const published = async (template = 'after-contact') => {
  const { id } = await json<QuestionnaireDetail>(
    marketing('/api/questionnaires', { body: { name: 'Essai', audience: 'customers', template } }),
  )
  return json<QuestionnaireDetail>(marketing(`/api/questionnaires/${id}/versions`, { method: 'POST' }))
}
const frame = { frame: 'callers', from: day, to: day, perSite: 5, expectedRate: 1 }
const plan = (by = marketing, given: object = {}) =>
  by(`/api/survey-plan?${new URLSearchParams({ ...frame, ...given } as unknown as Record<string, string>)}`)
const start = (questionnaireId: string, given: object = {}, by = marketing) =>
  by('/api/surveys', {
    body: { ...frame, name: 'Novembre', questionnaireId, endsOn: '2099-12-31', reminders: 1, pauseDays: 5, ...given },
  })
const addressIn = (raw: string) => /https:\/\/visavis\.exemple\.fr(\/r\/[\w-]+)/.exec(raw)![1]!
const answer = (address: string, versionId: string, answers: object, submissionId: string = randomUUID()) =>
  anonymous(`${address}/answers`, { body: { submissionId, versionId, answers } })
const dayMs = 86_400_000

test('who has not the right plans, starts and reads nothing; another organisation sees none', async () => {
  expect([(await plan(adviser)).status, (await start(randomUUID(), {}, adviser)).status]).toEqual([403, 403])
  expect(await json(plan(rival))).toEqual({ sites: [], strata: [] })
  const { id } = await published()
  expect(await codeOf(start(id, {}, rival))).toBe('reference.unknown')
})

test('what makes no sense is refused, and nobody is written to', async () => {
  const { id } = await published()
  expect(await codeOf(start(id, { to: '2026-11-01' }))).toBe('input.invalid')
  expect(await codeOf(start(id, { endsOn: '2020-01-01' }))).toBe('survey.over_already')
  expect(await codeOf(start(id, { from: '2020-01-01', to: '2020-01-02' }))).toBe('survey.nobody')
  const draft = await json<QuestionnaireDetail>(
    marketing('/api/questionnaires', { body: { name: 'Brouillon', audience: 'customers', template: 'visit' } }),
  )
  expect(await codeOf(start(draft.id))).toBe('questionnaire.not_published')
  await house.settled()
  expect(smtp.letters).toEqual([])
})

test('before anybody is written to, each site tells who can be asked, and how sure it would be', async () => {
  const { sites, strata } = await json<SurveyPlan>(plan())
  expect(sites).toMatchObject([
    { siteName: 'Lyon', reachable: 8, unreachable: 1, invited: 5, expected: 5 },
    { siteName: 'Tours', reachable: 1, unreachable: 0, invited: 1, expected: 1 },
  ])
  expect(strata.map(({ siteName, cell, reachable, target }) => [siteName, cell, reachable, target])).toEqual([
    ['Lyon', 'missed', 2, 1],
    ['Lyon', 'answered', 6, 4],
    ['Tours', 'answered', 1, 1],
  ])
  await house.settled()
  expect(smtp.letters).toEqual([])
})

test('a survey from the draw to the last reminder', async () => {
  const { id: questionnaireId, versions } = await published()
  const versionId = versions[0]!.id
  const survey = await json<SurveyDetail>(start(questionnaireId))
  await house.settled()
  expect(smtp.letters).toHaveLength(6)
  expect(new Set(smtp.letters.map(({ to }) => to[0])).size).toBe(6)
  const read = () => json<SurveyDetail>(marketing(`/api/surveys/${survey.id}`))
  expect(await read()).toMatchObject({ invited: 6, answered: 0, rate: { value: 0 } })
  expect((await rival(`/api/surveys/${survey.id}`)).status).toBe(404)

  // The letter: its first question by a touch, a way out, and no sentence about anybody else.
  const [letter, second, third] = smtp.letters
  expect(letter!.subject).toBe('Votre avis sur Essai')
  const [whole, address] = [decoded(letter!.raw).plain, addressIn(decoded(letter!.raw).plain)]
  expect(whole).toContain(`${address}?q=nps&v=9`)
  expect(letter!.head).toContain(`List-Unsubscribe: <https://visavis.exemple.fr${address}/opposition>`)
  expect(letter!.head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')

  // It serves once; what is sent again because its acknowledgement was lost is the same answer.
  const submission = randomUUID()
  expect((await answer(address, versionId, { nps: 9 }, submission)).status).toBe(201)
  expect((await answer(address, versionId, { nps: 9 }, submission)).status).toBe(201)
  expect(await codeOf(answer(address, versionId, { nps: 2 }))).toBe('survey_invitation.answered')

  // Who answered is told only where they agreed to be called back.
  const theirs = addressIn(decoded(second!.raw).plain)
  await answer(theirs, versionId, { nps: 2, callback: true, contact: 'chez moi' })
  const { items } = await json<{ items: { id: string; channel: string; siteName: string }[] }>(
    marketing(`/api/answers?questionnaireId=${questionnaireId}`),
  )
  expect(items.map(({ channel }) => channel)).toEqual(['mail', 'mail'])
  const respondents = await Promise.all(items.map(({ id }) => json(adviser(`/api/answers/${id}/respondent`))))
  expect(respondents).toEqual([
    { hidden: null, contact: expect.objectContaining({ email: second!.to[0] }) },
    { hidden: 'not_agreed', contact: null },
  ])
  expect((await rival(`/api/answers/${items[0]!.id}/respondent`)).status).toBe(404)

  // Whoever says no is not reminded, whoever has answered neither.
  const opposing = addressIn(decoded(third!.raw).plain)
  expect((await anonymous(`${opposing}/opposition`)).status).toBe(200)
  expect(await json<SurveyPlan>(plan())).toMatchObject({ sites: [{ opposed: 0 }, { opposed: 0 }] })
  const posted = await anonymous(`${opposing}/opposition`, {
    method: 'POST',
    body: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://courrier.exemple.fr' },
  })
  expect(posted.status).toBe(200)
  const before = new Set(smtp.letters.map(({ to }) => to[0]!))
  smtp.letters.length = 0
  await goOn(db, vault, { ...acme, surveyId: survey.id }, new Date(Date.now() + 4 * dayMs))
  await house.settled()
  expect(smtp.letters).toEqual([])
  // Two processes go on at once: each person is written to once.
  await Promise.all(
    [1, 2].map(() => goOn(db, vault, { ...acme, surveyId: survey.id }, new Date(Date.now() + 6 * dayMs))),
  )
  await house.settled()
  const again = smtp.letters.map(({ to }) => to[0]!)
  expect(new Set(again).size).toBe(again.length)
  expect(again).not.toContain(letter!.to[0])
  expect(again).not.toContain(second!.to[0])
  expect(again).not.toContain(third!.to[0])
  const reminded = smtp.letters.filter(({ to }) => before.has(to[0]!))
  expect(reminded.length).toBeGreaterThan(0)
  expect(reminded.every(({ subject }) => subject.startsWith('Rappel'))).toBe(true)
  expect(smtp.letters.length).toBeGreaterThan(reminded.length) // more were asked, for the answers still wanted
  smtp.letters.length = 0
  await goOn(db, vault, { ...acme, surveyId: survey.id }, new Date(Date.now() + 12 * dayMs))
  await house.settled()
  expect(smtp.letters.filter(({ to }) => before.has(to[0]!))).toEqual([]) // once is enough

  await marketing(`/api/surveys/${survey.id}/end`, { method: 'PUT' })
  expect(await read()).toMatchObject({ answered: 2, endedAt: expect.any(String) })
  smtp.letters.length = 0
  await goOn(db, vault, { ...acme, surveyId: survey.id }, new Date(Date.now() + 30 * dayMs))
  await house.settled()
  expect(smtp.letters).toEqual([])
})

test('whoever was written to rests, from any other survey too, as long as the company says', async () => {
  const { id } = await published('visit')
  const { sites } = await json<SurveyPlan>(plan())
  const resting = (plan: SurveyPlan) => plan.sites.reduce((sum, site) => sum + site.resting, 0)
  expect(resting({ sites, strata: [] })).toBeGreaterThan(4)
  const rest = (restDays: number) =>
    marketing('/api/solicitation-rule', { method: 'PUT', body: { restDays, mostPerYear: 1 } })
  expect(await json(rest(0))).toEqual({ restDays: 0, mostPerYear: 1, opposed: 1 })
  const still = await json<SurveyPlan>(plan())
  expect(still.sites).toEqual(sites) // once a year is once a year
  await marketing('/api/solicitation-rule', { method: 'PUT', body: { restDays: 0, mostPerYear: 12 } })
  const rested = await json<SurveyPlan>(plan())
  expect(resting(rested)).toBeLessThan(resting(still))
  expect(rested.sites[0]).toMatchObject({ opposed: 1 })
  expect((await start(id, { perSite: 50 })).status).toBe(201)
})

test('whoever is erased is written to no more, and their answer is nobody’s', async () => {
  const { id: questionnaireId } = await published()
  smtp.letters.length = 0
  smtp.become('later')
  const survey = await json<SurveyDetail>(start(questionnaireId, { perSite: 50 }))
  await house.settled()
  const owner = await house.signIn('owner')
  for (const { phone } of callers.slice(0, 7)) await owner('/api/erasures', { body: { phone, opposed: false } })
  smtp.become('accept')
  await goOn(db, vault, { ...acme, surveyId: survey.id }, new Date(Date.now() + 2 * 3_600_000))
  await house.settled()
  expect(smtp.letters.length).toBeGreaterThan(0)
  const gone = new Set(callers.slice(0, 7).map(({ email }) => email))
  expect(smtp.letters.filter(({ to }) => gone.has(to[0]!))).toEqual([])
})
