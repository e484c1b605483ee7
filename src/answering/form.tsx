/** @jsxImportSource preact */
import { useRef, useState } from 'preact/hooks'
import { type AnswerFault, faultOf } from '#shared/questionnaire/answer'
import type { Answers, Text, Value } from '#shared/questionnaire/definition'
import { asked } from '#shared/questionnaire/flow'
import { piped, textIn } from '#shared/questionnaire/text'
import { Asked } from './asked.tsx'
import type { PageData } from './data.ts'
import type { Kept } from './keep.ts'
import type { Say } from './words.ts'

type FormProps = {
  data: PageData
  say: Say
  kept: Kept
  onChange: (kept: Kept) => void
  onSend: (answers: Answers) => void
  upload: (file: File) => Promise<string | undefined>
}

/** The questions, one section after the other. */
export function Form({ data, say, kept, onChange, onSend, upload }: FormProps) {
  const { definition, context } = data
  const { language } = kept
  const [faults, setFaults] = useState<Record<string, AnswerFault>>({})
  const top = useRef<HTMLHeadingElement>(null)
  const { sections, answers } = asked(definition, kept.answers)
  const page = Math.min(kept.page, Math.max(0, sections.length - 1))
  const section = sections[page]
  const isLast = page === sections.length - 1
  const tell = (text: Text | undefined) =>
    piped(textIn(text, language, definition), { definition, answers, context, language })
  const turnTo = (to: number) => {
    onChange({ ...kept, page: to })
    // Once it is there: whoever hears the page is told that it is another.
    requestAnimationFrame(() => {
      scrollTo({ top: 0 })
      top.current?.focus({ preventScroll: true })
    })
  }
  if (!section) return <p>{say('nothing')}</p>

  const set = (id: string, value: Value | undefined) => {
    const { [id]: _was, ...others } = kept.answers
    onChange({ ...kept, answers: value === undefined ? others : { ...others, [id]: value } })
    if (faults[id]) setFaults(({ [id]: _mended, ...rest }) => rest)
  }
  const goOn = () => {
    const found = Object.fromEntries(
      section.questions.flatMap((question) => {
        const fault = faultOf(question, answers[question.id])
        return fault ? [[question.id, fault] as const] : []
      }),
    )
    setFaults(found)
    const [first] = Object.keys(found)
    if (first !== undefined)
      return document.querySelector<HTMLElement>(`#q-${CSS.escape(first)} :is(input, textarea, button)`)?.focus()
    if (isLast) onSend(answers)
    else turnTo(page + 1)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        goOn()
      }}
    >
      {sections.length > 1 && (
        <progress
          value={page + 1}
          max={sections.length}
          aria-label={say('progress', { page: page + 1, of: sections.length })}
        />
      )}
      {page === 0 && definition.intro && <p class="intro">{tell(definition.intro)}</p>}
      <h2 ref={top} tabIndex={-1} class={section.title ? '' : 'unseen'}>
        {section.title ? tell(section.title) : say('progress', { page: page + 1, of: sections.length })}
      </h2>
      {section.questions.map((question) => (
        <Asked
          key={question.id}
          question={question}
          value={answers[question.id] ?? (question.id in answers ? null : undefined)}
          onChange={(value) => set(question.id, value)}
          fault={faults[question.id]}
          say={say}
          tell={tell}
          upload={upload}
        />
      ))}
      <div class="steps">
        {page > 0 && (
          <button type="button" class="back" onClick={() => turnTo(page - 1)}>
            {say('back')}
          </button>
        )}
        <button type="submit" class="go">
          {isLast ? say('send') : say('next')}
        </button>
      </div>
    </form>
  )
}
