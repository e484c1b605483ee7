import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { inTeam, createTeam, join } from '#engine/people'
import type { QuestionnaireDetail } from '#engine/questionnaires/contract'
import { anOrg, aSite } from '#test/factories'
import { type Client, testServer } from '#test/server'
import { seeded } from '../../demo/random.ts'
import type { GatedMean, TicketSheet, Wave, WaveResults } from './contract.ts'
import { closeOver } from './closing.ts'
import { purge } from './repo.ts'
import type { Mirror } from '../../insight/mirror/contract.ts'

const house = await testServer()
const { db, query } = house
const acme = { orgId: house.orgId }
const [lyon, paris] = [await aSite(db, acme, { name: 'Lyon' }), await aSite(db, acme, { name: 'Paris' })]

let hr: Client
let marketing: Client
let stranger: Client
let questionnaireId = ''
let versionId = ''
const json = async <T>(reply: Response | Promise<Response>): Promise<T> => (await (await reply).json()) as T
const codeOf = async (reply: Promise<Response>) => json<{ code?: string }>(reply).then(({ code }) => code)

/** So many people in teams: Lyon's day (7) and night (3), Paris' only one (9). */
const staff = [
  ['Jour', lyon.id, 7],
  ['Nuit', lyon.id, 3],
  ['Accueil', paris.id, 9],
] as const
beforeAll(async () => {
  ;[hr, marketing] = [await house.signIn('hr'), await house.signIn('marketing')]
  stranger = await house.signIn('owner', (await anOrg(query)).orgId)
  for (const [name, siteId, people] of staff)
    await db.as(acme, async (tx) => {
      const team = await createTeam(tx, { name, siteId })
      for (let n = 0; n < people; n += 1) await join(tx, inTeam(team.id), { who: { name: `Personne ${name} ${n}` } })
    })
  const begun = await json<QuestionnaireDetail>(
    hr('/api/questionnaires', { body: { name: 'Pouls', audience: 'employees', template: 'pulse' } }),
  )
  const published = await json<QuestionnaireDetail>(hr(`/api/questionnaires/${begun.id}/versions`, { method: 'POST' }))
  ;[questionnaireId, versionId] = [published.id, published.versions[0]!.id]
})

type Opened = { id: string; wave: Wave; sheets: TicketSheet[] }
const openWave = (closesOn = '2099-12-31') =>
  json<Opened>(hr('/api/waves', { body: { questionnaireId, name: 'Automne', closesOn, councilInformedOn: null } }))
const pathOf = (url: string) => new URL(url).pathname
const cast = (url: string, answers: object) =>
  house.anonymous(`${pathOf(url)}/answers`, { body: { submissionId: randomUUID(), versionId, answers } })
const close = (id: string) => hr(`/api/waves/${id}/closure`, { method: 'PUT' })
const resultsOf = (id: string, as = hr) => as(`/api/waves/${id}/results`)
const groupOf = ({ groups }: WaveResults, name: string | null) => groups.find((group) => group.name === name)!

test('another organisation, and whoever looks after customers, see nothing of it', async () => {
  const { id } = await openWave()
  await close(id)
  expect((await resultsOf(id, stranger)).status).toBe(404)
  expect(await json(stranger('/api/waves'))).toEqual({ items: [] })
  expect(await codeOf(resultsOf(id, marketing))).toBe('right.missing')
  expect((await resultsOf(id)).status).toBe(200)
})

test('as many tickets as people, by team; none has a name, and only hashes are kept', async () => {
  const { id, sheets, wave } = await openWave()
  expect(sheets.map(({ siteName, teamName, urls }) => [siteName, teamName, urls.length])).toEqual([
    ['Lyon', 'Jour', 7],
    ['Lyon', 'Nuit', 3],
    ['Paris', 'Accueil', 9],
  ])
  expect(wave).toMatchObject({ issued: 19, answered: null })
  const columns = await query(
    `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'employee' and table_name in ('wave', 'wave_group', 'ticket', 'ballot')
       and (column_name ~ 'person|employee|account|name|_at$|_on$') order by 1`,
  )
  expect(columns.map(({ name }) => name)).toEqual([
    'wave.closed_at',
    'wave.closes_on',
    'wave.council_informed_on',
    'wave.name',
    'wave.opened_at',
  ])
  const token = pathOf(sheets[0]!.urls[0]!).slice(3)
  const dump = await query('select t::text as row from employee.ticket t')
  expect(dump.some(({ row }) => String(row).includes(token))).toBe(false)
  await close(id)
})

test('a ticket serves once, however it is sent, and not when it is over', async () => {
  const { id, sheets } = await openWave()
  const [first, second] = sheets[0]!.urls as [string, string]
  expect(await (await house.anonymous(pathOf(first))).text()).toContain('considère comme une personne')
  const replies = await Promise.all([1, 2, 3].map(() => cast(first, { enps: 9 })))
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(await query('select count(*)::int as n from employee.ballot')).toEqual([{ n: 1 }])
  expect((await house.anonymous(pathOf(first))).status).toBe(410)
  expect(await json<{ errors: object[] }>(cast(second, { enps: 11 }))).toMatchObject({
    errors: [{ path: 'answers.enps', code: 'answer.out_of_scale' }],
  })
  await close(id)
  expect(await codeOf(cast(second, { enps: 9 }))).toBe('ticket.not_found')
  expect((await house.anonymous('/b/nothing')).status).toBe(404)
})

test('the application itself reads no ballot: how many, once it is over, is all that there is', async () => {
  const { id, sheets } = await openWave()
  for (const url of sheets[2]!.urls) await cast(url, { enps: 9 })
  await expect(db.as(acme, (tx) => tx.selectFrom('employee.ballot').selectAll().execute())).rejects.toThrow(
    'permission denied',
  )
  expect(await codeOf(resultsOf(id))).toBe('wave.open')
  const before = await query(
    `select b.id, b.xmin::text from employee.ballot b join employee.wave_group g on g.id = b.group_id where g.wave_id = $1`,
    [id],
  )
  expect(new Set(before.map(({ xmin }) => xmin)).size).toBe(9)
  await close(id)
  const after = await query(
    `select b.id, b.xmin::text from employee.ballot b join employee.wave_group g on g.id = b.group_id where g.wave_id = $1`,
    [id],
  )
  // Written anew by one transaction, under new ids: neither tells when a ballot came in.
  expect(new Set(after.map(({ xmin }) => xmin)).size).toBe(1)
  expect(after.filter((one) => before.some((other) => other.id === one.id))).toEqual([])
  expect(
    await query('select from employee.ticket t join employee.wave_group g on g.id = t.group_id where g.wave_id = $1', [
      id,
    ]),
  ).toEqual([])
  expect(await codeOf(close(id))).toBeUndefined()
})

test('a team of too few is hidden, and what would give it away with it', async () => {
  const { id, sheets } = await openWave()
  const random = seeded('ballots')
  for (const { urls } of sheets)
    for (const url of urls)
      await cast(url, { enps: Math.floor(random() * 11), considered: 1 + Math.floor(random() * 5) })
  await close(id)
  const results = await json<WaveResults>(resultsOf(id))
  const enps = (name: string | null) => groupOf(results, name).questions[0]!
  expect(groupOf(results, null).participation).toBe(1)
  expect(enps(null)).toMatchObject({ n: 19 })
  expect(enps('Nuit')).toEqual({ hidden: 'too_few' })
  // 10 in Lyon less 7 by day would be the three of the night.
  expect(enps('Jour')).toEqual({ hidden: 'would_reveal' })
  expect(enps('Lyon')).toMatchObject({ n: 10 })
  expect(groupOf(results, 'Nuit').participation).toBeNull()
  expect(JSON.stringify(results)).not.toMatch(/"n":(3|7)\b/)
})

test('from everything that is told of a wave, no mark of fewer than five can be worked out', async () => {
  const { id, sheets } = await openWave()
  // Not everybody answers everything.
  const random = seeded('partial')
  for (const { urls } of sheets)
    for (const url of urls)
      await cast(url, {
        ...(random() < 0.8 && { enps: Math.floor(random() * 11) }),
        ...(random() < 0.6 && { considered: random() < 0.2 ? null : 1 + Math.floor(random() * 5) }),
      })
  await close(id)
  const { groups, questions } = await json<WaveResults>(resultsOf(id))
  const n = (mean: GatedMean) => ('n' in mean ? mean.n : undefined)
  for (const [place] of questions.entries()) {
    const [whole, lyons, pariss, day, night, desk] = [null, 'Lyon', 'Paris', 'Jour', 'Nuit', 'Accueil'].map((name) =>
      n(groups.find((group) => group.name === name)!.questions[place]!),
    )
    for (const told of [whole, lyons, pariss, day, night, desk])
      if (told !== undefined) expect(told).toBeGreaterThanOrEqual(5)
    const rests = [
      [whole, lyons],
      [whole, pariss],
      [lyons, day],
      [lyons, night],
      [pariss, desk],
    ]
    for (const [larger, smaller] of rests)
      if (larger !== undefined && smaller !== undefined)
        expect([0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]).toContain(larger - smaller)
  }
})

test('the mirror tells no more of a site or a team than the wave does: one tree for every exit', async () => {
  const random = seeded('both')
  let teams = 0
  for (let round = 0; round < 4; round += 1) {
    const { id, sheets } = await openWave()
    for (const { urls } of sheets)
      for (const url of urls)
        if (random() < 0.8)
          await cast(url, {
            ...(random() < 0.8 && { heard: 1 + Math.floor(random() * 5) }),
            enps: Math.floor(random() * 11),
          })
    await close(id)
    const results = await json<WaveResults>(resultsOf(id))
    const place = results.questions.findIndex((question) => question.id === 'heard')
    const mirror = await json<Mirror>(hr(`/api/mirror?waveId=${id}`))
    teams += mirror.places.filter(({ teamName }) => teamName !== null).length
    for (const { siteName, teamName, rows } of mirror.places) {
      const there = groupOf(results, teamName ?? siteName).questions[place]!
      const here = rows.find(({ dimension }) => dimension === 'listening')?.employees ?? { hidden: 'nobody' }
      expect(here).toEqual('hidden' in there ? there : { ...there, value: expect.closeTo(there.value, 9) as number })
    }
  }
  expect(teams).toBeGreaterThan(0)
})

test('everybody in one box: no figure, which would be each one’s mark', async () => {
  const { id, sheets } = await openWave()
  for (const { urls } of sheets) for (const url of urls) await cast(url, { enps: 7 })
  await close(id)
  const results = await json<WaveResults>(resultsOf(id))
  expect(groupOf(results, null).questions[0]).toEqual({ hidden: 'alike' })
})

test('words are told of everybody together, from ten on, in no order', async () => {
  const begun = await json<QuestionnaireDetail>(
    hr('/api/questionnaires', { body: { name: 'Baromètre', audience: 'employees', template: 'barometer' } }),
  )
  const { versions } = await json<QuestionnaireDetail>(
    hr(`/api/questionnaires/${begun.id}/versions`, { method: 'POST' }),
  )
  for (const [texts, told] of [
    [9, null],
    [10, 10],
  ] as const) {
    const { id, sheets } = await json<Opened>(
      hr('/api/waves', {
        body: { questionnaireId: begun.id, name: 'Textes', closesOn: '2099-12-31', councilInformedOn: '2026-11-02' },
      }),
    )
    const urls = sheets.flatMap((sheet) => sheet.urls).slice(0, texts)
    for (const [n, url] of urls.entries())
      await house.anonymous(`${pathOf(url)}/answers`, {
        body: { submissionId: randomUUID(), versionId: versions[0]!.id, answers: { word: `Texte ${n}` } },
      })
    await close(id)
    const { words } = await json<WaveResults>(resultsOf(id))
    expect(words.map((one) => one.texts?.length ?? null)).toEqual([told])
  }
})

test('a wave closes by itself after its last day; one that is over is not opened', async () => {
  expect(
    await codeOf(
      hr('/api/waves', { body: { questionnaireId, name: 'x', closesOn: '2020-01-01', councilInformedOn: null } }),
    ),
  ).toBe('wave.over_already')
  const { id } = await openWave()
  await query(`update employee.wave set closes_on = '2020-01-01' where id = $1`, [id])
  await db.as(acme, closeOver)
  const { items } = await json<{ items: Wave[] }>(hr('/api/waves'))
  expect(items.find((wave) => wave.id === id)!.closedAt).not.toBeNull()
})

test('what has become worse since the wave before is told once it is closed: an event for rules, where it is shown', async () => {
  const rated = ['considered', 'heard', 'easy', 'helped', 'kept', 'together', 'steady']
  const told = async (mark: (place: number) => number) => {
    const { id, sheets } = await openWave()
    for (const { urls } of sheets)
      for (const [place, url] of urls.entries())
        await cast(url, { enps: 5 + (place % 4), ...Object.fromEntries(rated.map((key) => [key, mark(place)])) })
    await close(id)
    return id
  }
  const events = async (waveId: string) =>
    (await query(`select data from core.event where type = 'wave.deteriorated' and data ->> 'waveId' = $1`, [waveId]))
      .length
  const first = await told((place) => 4 + (place % 2))
  const same = await told((place) => 4 + (place % 2))
  expect(await json(resultsOf(same))).toMatchObject({ previous: { id: first } })
  expect(await events(same)).toBe(0)
  const worse = await told((place) => 1 + (place % 2))
  expect(await events(worse)).toBeGreaterThan(0)
  const { groups } = await json<WaveResults>(resultsOf(worse))
  expect(groupOf({ groups } as WaveResults, null).changes.some((change) => change?.shown && change.value < 0)).toBe(
    true,
  )
  // Lyon's teams of seven and three are hidden in both: nothing is said of what changed there.
  expect(groupOf({ groups } as WaveResults, 'Nuit').changes.every((change) => change === null)).toBe(true)
})

test('more people may be asked for before anything is told, never fewer; what was hidden by it stays so everywhere', async () => {
  const raise = (scores: number, comments = 10) => hr('/api/anonymity', { method: 'PUT', body: { scores, comments } })
  const { id, sheets } = await openWave()
  for (const { urls } of sheets)
    for (const [place, url] of urls.entries()) await cast(url, { enps: place, considered: 1 + (place % 5) })
  await close(id)
  const parisNow = async () => groupOf(await json<WaveResults>(resultsOf(id)), 'Paris')
  expect((await parisNow()).questions.some((mean) => 'value' in mean)).toBe(true)
  expect((await marketing('/api/anonymity', { method: 'PUT', body: { scores: 10, comments: 10 } })).status).toBe(403)
  expect(await codeOf(raise(4))).toBe('input.invalid')
  expect(await json(raise(10, 12))).toEqual({ scores: 10, comments: 12 })
  expect((await parisNow()).questions.every((mean) => 'hidden' in mean)).toBe(true)
  expect(await json(resultsOf(id))).toMatchObject({ least: { scores: 10, comments: 12 } })
  const mirror = await json<Mirror>(hr('/api/mirror'))
  const atParis = mirror.places.find(({ siteId }) => siteId === paris.id)
  expect(atParis?.rows.every(({ employees }) => 'hidden' in employees) ?? true).toBe(true)
  expect([await codeOf(raise(9, 12)), await codeOf(raise(10, 11))]).toEqual([
    'anonymity.never_lower',
    'anonymity.never_lower',
  ])
  await expect(query('update engine.anonymity set scores = 5')).rejects.toThrow('not lowered')
  expect(await json(stranger('/api/anonymity'))).toEqual({ scores: 5, comments: 10 })
})

test('a wave goes in its time, with all that was answered', async () => {
  const counts = () =>
    query(
      'select (select count(*)::int from employee.wave where closed_at is not null) as waves, (select count(*)::int from employee.ballot) as ballots',
    )
  const [before] = await counts()
  expect(before!.waves).toBeGreaterThan(0)
  expect(await db.as(acme, (tx) => purge(tx, new Date(Date.now() - 86_400_000), 100))).toBe(0)
  await db.as(acme, (tx) => purge(tx, new Date(Date.now() + 86_400_000), 100))
  expect((await counts())[0]).toMatchObject({ waves: 0 })
})
