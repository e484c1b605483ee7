import { z } from 'zod'
import { endpoint, IdParams } from '#shared/endpoint'

/** A questionnaire put to the employees once. */
export const Wave = z.object({
  id: z.uuid(),
  name: z.string(),
  questionnaireId: z.uuid(),
  openedAt: z.iso.datetime(),
  /** The last day to answer, on the company's clocks. */
  closesOn: z.iso.date(),
  closedAt: z.iso.datetime().nullable(),
  issued: z.number().int(),
  /** How many have answered; null while that is fewer than five, or could tell who. */
  answered: z.number().int().nullable(),
})
export type Wave = z.output<typeof Wave>

/** Tickets of those who work together: each an address that takes one answer. They are shown once. */
export const TicketSheet = z.object({
  siteName: z.string().nullable(),
  teamName: z.string().nullable(),
  urls: z.array(z.url()),
})
export type TicketSheet = z.output<typeof TicketSheet>

/** Why something is not told; see the gate of `engine/measures`. `alike`: everybody gave the same mark. */
export const hiddenBecause = ['too_few', 'would_reveal', 'nobody', 'alike'] as const
export const HiddenBecause = z.enum(hiddenBecause)

/** A mean on 0 … 100 with its 95 % interval, or why it is not told. */
export const GatedMean = z.union([
  z.object({ value: z.number(), lo: z.number(), hi: z.number(), n: z.number().int() }),
  z.object({ hidden: HiddenBecause }),
])
export type GatedMean = z.output<typeof GatedMean>

/** Later less earlier, on 0 … 100, with its 95 % interval. `shown`: chance does not explain it, all groups and themes together. */
export const Change = z.object({ value: z.number(), lo: z.number(), hi: z.number(), shown: z.boolean() })
export type Change = z.output<typeof Change>

/** A theme that has demonstrably become worse since the wave before, of everybody or of a site; `id`: the wave. */
export const WaveFall = z.object({
  id: z.uuid(),
  name: z.string(),
  siteId: z.uuid().nullable(),
  siteName: z.string().nullable(),
  theme: z.string(),
  /** Points of 100, below zero. */
  change: z.number().int(),
})
export type WaveFall = z.output<typeof WaveFall>

/** Everybody, a site, or a team. */
export const ResultGroup = z.object({
  key: z.string(),
  kind: z.enum(['whole', 'site', 'team']),
  name: z.string().nullable(),
  /** The site of a team. */
  siteId: z.uuid().nullable(),
  /** Share of tickets that have served, with the group's figures only. */
  participation: z.number().nullable(),
  /** In the order of `themes`. */
  themes: z.array(GatedMean),
  /** In the order of `questions`. */
  questions: z.array(GatedMean),
  /** Since the wave before, in the order of `themes`; null where one of the two is not told. */
  changes: z.array(Change.nullable()),
})
export type ResultGroup = z.output<typeof ResultGroup>

export const WaveResults = z.object({
  wave: Wave,
  /** The wave of the same questionnaire before it; null: this is the first. */
  previous: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  themes: z.array(z.object({ id: z.string(), title: z.string() })),
  questions: z.array(z.object({ id: z.string(), themeId: z.string(), title: z.string() })),
  groups: z.array(ResultGroup),
  /** What was written, shuffled, of everybody together and from ten texts on; null: not told. */
  words: z.array(z.object({ question: z.string(), texts: z.array(z.string()).nullable() })),
  /** Fewest people whose marks, and whose words, are told. */
  least: z.object({ scores: z.number().int(), comments: z.number().int() }),
})
export type WaveResults = z.output<typeof WaveResults>

const tag = 'Listening to employees'
export const listWaves = endpoint({
  method: 'GET',
  path: '/api/waves',
  tag,
  summary: 'List the waves of questions to employees, newest first',
  reply: z.object({ items: z.array(Wave) }),
})
export const openWave = endpoint({
  method: 'POST',
  path: '/api/waves',
  tag,
  status: 201,
  summary: 'Ask the employees: one ticket for each, to hand out; the tickets are shown this once',
  body: z.object({
    questionnaireId: z.uuid(),
    name: z.string().trim().min(1).max(120),
    closesOn: z.iso.date(),
    /** When the works council was informed, as the law asks before employees’ answers are processed; null: there is none. */
    councilInformedOn: z.iso.date().nullable(),
  }),
  reply: z.object({ id: z.uuid(), wave: Wave, sheets: z.array(TicketSheet) }),
  settings: ['questionnaireId', 'name', 'closesOn', 'councilInformedOn'],
  shownOnce: true,
})
export const closeWave = endpoint({
  method: 'PUT',
  path: '/api/waves/:id/closure',
  tag,
  summary: 'Close a wave before its last day; it stays closed, and its results are told from then on',
  params: IdParams,
  reply: Wave,
})
export const getWaveResults = endpoint({
  method: 'GET',
  path: '/api/waves/:id/results',
  tag,
  summary: 'What employees answered, as far as nobody can be recognised',
  params: IdParams,
  reply: WaveResults,
})
