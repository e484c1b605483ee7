import { everybody, gatePlaces, keyOfSite, keyOfTeam, keysOf, readLeast } from '#engine/measures'
import { versionOf } from '#engine/questionnaires'
import type { Tx } from '#kernel/db'
import { conflict, notFound } from '#shared/errors'
import { type Definition, type Question, questionsOf, scaleOf } from '#shared/questionnaire/definition'
import { textIn } from '#shared/questionnaire/text'
import { weightedMean } from '#shared/statistics/score'
import { changesBetween } from './changes.ts'
import type { GatedMean, ResultGroup, WaveResults } from './contract.ts'
import * as repo from './repo.ts'
import { getWave } from './waves.ts'

type Group = {
  key: string
  kind: 'whole' | 'site' | 'team'
  name: string | null
  siteId: string | null
}
/** How many of a group gave each mark of a question. */
type Counts = Map<string, Map<number, number>>

/**
 * What a wave's ballots say, question by question and theme by theme, for everybody, each site and each team, as far as
 * the gate lets it be told: each question by itself, since not everybody answers all of them.
 * @throws {DomainError} `wave.not_found` (404), `wave.open` (409): what changes while people answer would tell who did.
 */
export async function readResults(tx: Tx, id: string): Promise<WaveResults> {
  const { groups, ...told } = await tellWave(tx, id)
  const previous = await repo.findPrevious(tx, id)
  const changes = previous && changesBetween(await tellWave(tx, previous.id), { groups, themes: told.themes })
  return {
    ...told,
    previous: previous ?? null,
    groups: groups.map((group, place) => ({ ...group, changes: changes?.[place] ?? told.themes.map(() => null) })),
  }
}

type ToldGroup = Omit<ResultGroup, 'changes'>
async function tellWave(
  tx: Tx,
  id: string,
): Promise<Omit<WaveResults, 'previous' | 'groups'> & { groups: ToldGroup[] }> {
  const wave = await getWave(tx, id)
  if (!wave.closedAt) throw conflict('wave.open')
  const row = (await repo.find(tx, id))!
  const version = await versionOf(tx, row.version_id)
  if (!version) throw notFound('wave', id)
  const { definition } = version
  const least = await readLeast(tx)
  const ballots = await repo.countBallots(tx, id)
  const listed = await repo.listGroups(tx, id)
  const groups = groupsOf(listed)
  const rated = questionsOf(definition).filter((question) => scaleOf(question))
  const counts = new Map(rated.map((question) => [question.id, countsOf(question, ballots)]))
  const hidden = new Map(
    rated.map((question) => [
      question.id,
      gatePlaces(
        peopleBy(ballots, ({ mark }) => isRated(mark, question)),
        least.scores,
      ),
    ]),
  )
  const whole = new Map(groups.map(({ key }) => [key, ballotsIn(ballots, key)]))
  const unseen = gatePlaces(
    peopleBy(ballots, ({ mark }) => mark === ''),
    least.scores,
  )
  const meanIn = (question: Question, key: string): GatedMean =>
    told(hidden.get(question.id)!.get(key) ?? null, question, counts.get(question.id)!.get(key))
  const themes = definition.sections.filter(({ questions }) => questions.some((question) => scaleOf(question)))
  return {
    wave,
    themes: themes.map(({ id, title }) => ({ id, title: titleOf(title, definition) })),
    questions: rated.map((question) => ({
      id: question.id,
      themeId: themes.find(({ questions }) => questions.includes(question))!.id,
      title: titleOf(question.title, definition),
    })),
    groups: groups.map((group): ToldGroup => ({
      key: group.key,
      kind: group.kind,
      name: group.name,
      siteId: group.siteId,
      participation: unseen.get(group.key) === null ? whole.get(group.key)! / issuedIn(listed, group.key) : null,
      themes: themes.map(({ questions }) => {
        const own = questions.filter((question) => scaleOf(question))
        return themeMean(
          own.map((question) => ({
            question,
            mean: meanIn(question, group.key),
            counts: counts.get(question.id)!.get(group.key),
          })),
        )
      }),
      questions: rated.map((question) => meanIn(question, group.key)),
    })),
    words: await wordsOf(tx, id, { definition, least: least.comments }),
    least,
  }
}

/** As the database tells a place. */
type Row = { site_id: string | null; team_id: string | null }
const groupKeys = ({ site_id, team_id }: Row): string[] => keysOf({ siteId: site_id, teamId: team_id })

function groupsOf(listed: Awaited<ReturnType<typeof repo.listGroups>>): Group[] {
  const groups = new Map<string, Group>([[everybody, { key: everybody, kind: 'whole', name: null, siteId: null }]])
  for (const { site_id, team_id, site, team } of listed) {
    if (site_id) {
      const key = keyOfSite(site_id)
      groups.set(key, { key, kind: 'site', name: site, siteId: site_id })
    }
    if (team_id) {
      const key = keyOfTeam(site_id, team_id)
      groups.set(key, {
        key,
        kind: 'team',
        name: team,
        siteId: site_id,
      })
    }
  }
  const order = { whole: 0, site: 1, team: 2 }
  return [...groups.values()].toSorted((a, b) => order[a.kind] - order[b.kind])
}

/** « Sans objet » is in no figure. */
const isRated = (mark: string, { id }: Question) => mark.startsWith(`${id}=`) && mark !== `${id}=na`
/** How many people gave such a mark, place by place. */
const peopleBy = (ballots: readonly repo.GroupCount[], such: (ballot: repo.GroupCount) => boolean) =>
  ballots.filter(such).map(({ site_id, team_id, n }) => ({ siteId: site_id, teamId: team_id, n }))

function countsOf(question: Question, ballots: readonly repo.GroupCount[]): Counts {
  const counts: Counts = new Map()
  for (const ballot of ballots) {
    if (!isRated(ballot.mark, question)) continue
    const mark = Number(ballot.mark.slice(question.id.length + 1))
    for (const key of groupKeys(ballot)) {
      const marks = counts.get(key) ?? new Map<number, number>()
      counts.set(key, marks.set(mark, (marks.get(mark) ?? 0) + ballot.n))
    }
  }
  return counts
}
const ballotsIn = (ballots: readonly repo.GroupCount[], key: string): number =>
  ballots.reduce((sum, ballot) => (ballot.mark === '' && groupKeys(ballot).includes(key) ? sum + ballot.n : sum), 0)
const issuedIn = (listed: readonly (Row & { issued: number })[], key: string): number =>
  listed.reduce((sum, place) => (groupKeys(place).includes(key) ? sum + place.issued : sum), 0)

function told(reason: GatedHidden | null, question: Question, marks: Map<number, number> | undefined): GatedMean {
  if (reason) return { hidden: reason }
  if (!marks) return { hidden: 'nobody' }
  // Everybody in one box: the mean would tell each one's mark.
  if (marks.size === 1) return { hidden: 'alike' }
  const { from, to } = scaleOf(question)!
  return meanOf([...marks].map(([mark, n]) => [(100 * (mark - from)) / (to - from), n] as const))
}
type GatedHidden = 'too_few' | 'would_reveal' | 'nobody'

function meanOf(values: (readonly [number, number])[]): GatedMean {
  const mean = weightedMean(values)
  if (!mean) return { hidden: 'too_few' }
  const { estimate, lo, hi, n } = mean
  return { value: estimate, lo: Math.max(0, lo), hi: Math.min(100, hi), n }
}

/** A theme is told where each of its questions is: otherwise its mean, less the others, would tell the hidden one's. */
function themeMean(
  parts: { question: Question; mean: GatedMean; counts: Map<number, number> | undefined }[],
): GatedMean {
  const hidden = parts.find(({ mean }) => 'hidden' in mean)?.mean
  if (hidden) return hidden
  const means = parts.flatMap(({ mean }) => ('value' in mean ? [mean] : []))
  if (means.length === 0) return { hidden: 'nobody' }
  const value = means.reduce((sum, mean) => sum + mean.value, 0) / means.length
  // One person's answers go together: the mean of the intervals' widths, not an interval of all marks as if independent.
  const half = means.reduce((sum, mean) => sum + (mean.hi - mean.lo) / 2, 0) / means.length
  return {
    value,
    lo: Math.max(0, value - half),
    hi: Math.min(100, value + half),
    n: Math.min(...means.map(({ n }) => n)),
  }
}

const titleOf = (text: Question['title'] | undefined, definition: Definition): string =>
  textIn(text, definition.languages[0]!, definition).replace(/\{[\w-]+\}/g, '…')

async function wordsOf(
  tx: Tx,
  id: string,
  { definition, least }: { definition: Definition; least: number },
): Promise<WaveResults['words']> {
  const words: WaveResults['words'] = []
  for (const question of questionsOf(definition).filter(({ type }) => type === 'open')) {
    const texts = await repo.readWords(tx, id, question.id, least)
    words.push({ question: titleOf(question.title, definition), texts: texts.length > 0 ? texts : null })
  }
  return words
}
