import { listSites } from '#engine/people'
import type { Tx } from '#kernel/db'
import { zOfMany } from '#shared/of-many'
import { notFound } from '#shared/errors'
import { type Definition, type Question, questionsOf } from '#shared/questionnaire/definition'
import { byQuestion } from '#shared/questionnaire/marks'
import { changeOf, kindOf, measure, type ScoreKind } from '#shared/statistics/scale'
import type { Difference, Estimate } from '#shared/statistics/score'
import { dayAt } from '#shared/zone'
import { countByMonth, countMarks, type MarkCount } from './count-repo.ts'
import type { Change, QuestionResult, ResultFilter, Results, Score } from './contract.ts'
import { periodBefore, periodOf, shifted } from './period.ts'
import { find, listVersions } from './repo.ts'

/** @throws {DomainError} `questionnaire.not_found` (404). */
export async function readResults(
  tx: Tx,
  questionnaireId: string,
  { from, to, ...filter }: ResultFilter,
  now = new Date(),
): Promise<Results> {
  const questionnaire = await find(tx, questionnaireId)
  if (!questionnaire) throw notFound('questionnaire', questionnaireId)
  const sites = await listSites(tx)
  const period = periodOf({ from, to }, dayAt(now.getTime(), sites[0]?.timeZone ?? 'Europe/Paris'))
  const before = periodBefore(period)
  const questions = questionsEver(await listVersions(tx, questionnaireId))
  const current = await countMarks(tx, questionnaireId, { span: period, filter })
  const earlier = await countMarks(tx, questionnaireId, { span: before, filter })
  const [countsThen, counts] = [byQuestion(summed(earlier)), byQuestion(summed(current))]
  const leading = questions.find(({ id, type }) => kindOf(type) && counts.has(id))
  const leadingKind = leading && kindOf(leading.type)
  return {
    ...period,
    before,
    answers: wholeOf(current),
    answersBefore: wholeOf(earlier),
    questions: questions.flatMap((question) => resultsOf(question, counts, countsThen)),
    evolution: leadingKind ? await evolution(tx, questionnaireId, { period, leading, kind: leadingKind, filter }) : [],
    sites: leadingKind ? sideBySide({ sites, leading, kind: leadingKind, earlier, current }) : [],
    leading: leading?.id ?? null,
  }
}

/** What has ever been asked, as it was asked last; a question of the same key in several versions is one. */
function questionsEver(versions: readonly { definition: Definition }[]): Question[] {
  const known = new Map<string, Question>()
  for (const { definition } of versions)
    for (const question of questionsOf(definition)) if (!known.has(question.id)) known.set(question.id, question)
  return [...known.values()]
}

function summed(marks: readonly MarkCount[]): MarkCount[] {
  const sums = new Map<string, number>()
  for (const { mark, n } of marks) sums.set(mark, (sums.get(mark) ?? 0) + n)
  return [...sums].map(([mark, n]) => ({ mark, n }))
}
const wholeOf = (marks: readonly MarkCount[]) => marks.reduce((sum, { mark, n }) => (mark === '' ? sum + n : sum), 0)

type Counts = Map<string, Map<string, number>>
function resultsOf(question: Question, counts: Counts, countsThen: Counts): QuestionResult[] {
  const parts =
    question.type === 'matrix' ? question.rows : question.type === 'ranking' ? question.options : [undefined]
  return parts.map((part) => {
    const key = part ? `${question.id}/${part.id}` : question.id
    // A matrix is skipped as a whole.
    const skipped = counts.get(question.id)?.get('na') ?? 0
    const now = counts.get(key) ?? new Map<string, number>()
    const kind = kindOf(question.type)
    return {
      key,
      n: now.get('*') ?? [...now].reduce((sum, [value, n]) => (value === 'na' ? sum : sum + n), 0),
      skipped,
      counts: [...now].flatMap(([value, n]) => (value === 'na' || value === '*' ? [] : [{ value, n }])),
      kind,
      score: kind && scoreOf(measure(kind, now)),
      change: kind && toChange(changeOf(kind, countsThen.get(key) ?? new Map(), now)),
    }
  })
}

const scoreOf = (estimate: Estimate | null): Score | null =>
  estimate && {
    estimate: estimate.estimate,
    lo: estimate.lo,
    hi: estimate.hi,
    n: estimate.n,
    method: estimate.method,
  }
const toChange = (change: Difference | null): Change | null =>
  change && {
    estimate: change.estimate,
    lo: change.lo,
    hi: change.hi,
    p: change.p,
    shown: change.lo > 0 || change.hi < 0,
  }

async function evolution(
  tx: Tx,
  questionnaireId: string,
  {
    period,
    leading,
    kind,
    filter,
  }: { period: { from: string; to: string }; leading: Question; kind: ScoreKind; filter: ResultFilter },
): Promise<Results['evolution']> {
  // A year at least: of a quarter three points tell nothing.
  const from = [period.from, shifted(period.to, -364)].toSorted()[0]!
  const marks = await countByMonth(tx, questionnaireId, {
    period: { from, to: period.to },
    question: leading.id,
    filter,
  })
  return [...Map.groupBy(marks, ({ month }) => month)].flatMap(([month, ofMonth]) => {
    const score = scoreOf(measure(kind, byQuestion(ofMonth).get(leading.id) ?? new Map<string, number>()))
    return score ? [{ month, score }] : []
  })
}

type SiteMark = MarkCount & { siteId: string | null }
/** Each site against the others together, and against itself before: judged all together, so that of many none stands out by chance. */
function sideBySide({
  sites,
  leading,
  kind,
  earlier,
  current,
}: {
  sites: readonly { id: string; name: string }[]
  leading: Question
  kind: ScoreKind
  earlier: readonly SiteMark[]
  current: readonly SiteMark[]
}): Results['sites'] {
  const countsIn = (marks: readonly SiteMark[], wanted: (siteId: string | null) => boolean) =>
    byQuestion(summed(marks.filter(({ siteId }) => wanted(siteId)))).get(leading.id) ?? new Map<string, number>()
  const answering = sites.filter(({ id }) =>
    measure(
      kind,
      countsIn(current, (siteId) => siteId === id),
    ),
  )
  const width = zOfMany(answering.length)
  return answering
    .map(({ id, name }) => {
      const own = countsIn(current, (siteId) => siteId === id)
      const others = countsIn(current, (siteId) => siteId !== id && siteId !== null)
      const was = countsIn(earlier, (siteId) => siteId === id)
      return {
        siteId: id,
        siteName: name,
        score: scoreOf(measure(kind, own))!,
        apart: answering.length > 1 ? toChange(changeOf(kind, others, own, width)) : null,
        change: toChange(changeOf(kind, was, own, width)),
      }
    })
    .toSorted((a, b) => b.score.estimate - a.score.estimate || a.siteName.localeCompare(b.siteName, 'fr'))
}
