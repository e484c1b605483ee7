/** @jsxImportSource preact */
import { render } from 'preact'
import { type Answers, questionsOf } from '#shared/questionnaire/definition'
import { faultOf } from '#shared/questionnaire/answer'
import type { PageData } from './data.ts'
import { Page } from './page.tsx'

const root = document.querySelector('main')!
const data = JSON.parse(document.querySelector('#data')!.textContent) as PageData
const show = (given: PageData, round = 0) => render(<Page key={round} data={given} first={firstOf(given)} />, root)

/** `?q=nps&v=9`: the first question, answered by a touch in the letter. Nothing is sent before somebody says so: mail programs open links on their own. */
function firstOf({ definition }: PageData): Answers {
  const asked = new URLSearchParams(location.search)
  const question = questionsOf(definition).find(({ id }) => id === asked.get('q'))
  const said = asked.get('v')
  if (!question || said === null) return {}
  const value = /^\d{1,3}$/.test(said) ? Number(said) : said
  return faultOf(question, value) ? {} : { [question.id]: value }
}

if (data.mode === 'preview') {
  let round = 0
  // The editor, which is of the same house, calls this with each change of the draft.
  Object.assign(window, { showDraft: (changed: Partial<PageData>) => show({ ...data, ...changed }, (round += 1)) })
}
show(data)
