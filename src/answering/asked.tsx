/** @jsxImportSource preact */
import type { AnswerFault } from '#shared/questionnaire/answer'
import { notApplicable, type Question, type Text, type Value } from '#shared/questionnaire/definition'
import { Field } from './fields.tsx'
import type { Say } from './words.ts'

type AskedProps = {
  question: Question
  value: Value | undefined
  onChange: (value: Value | undefined) => void
  fault: AnswerFault | undefined
  say: Say
  tell: (text: Text | undefined) => string
  upload: (file: File) => Promise<string | undefined>
}

/** One question: what is asked, where one answers, what is wrong with the answer. */
export function Asked({ question, value, onChange, fault, say, tell, upload }: AskedProps) {
  const { id, type, required, maySkip } = question
  const help = tell(question.help)
  const skipped = value === notApplicable
  const describedBy = [help && `h-${id}`, fault && `e-${id}`].filter(Boolean).join(' ') || undefined
  const isLine = type === 'open' || type === 'number' || type === 'date' || type === 'file'
  // Buttons and boxes are a group with a name; a line is labelled by its question.
  const Group = isLine ? 'div' : 'fieldset'
  const Title = isLine ? 'label' : 'legend'
  return (
    <Group
      id={`q-${id}`}
      class={fault ? 'question wrong' : 'question'}
      aria-describedby={isLine ? undefined : describedBy}
    >
      {type !== 'consent' ? (
        <Title id={`t-${id}`} class="title" {...(isLine && { for: `f-${id}` })}>
          {tell(question.title)}
          {required && <span class="needed"> ({say('required')})</span>}
        </Title>
      ) : (
        <legend class="unseen">{say('consent')}</legend>
      )}
      {help && (
        <p id={`h-${id}`} class="hint">
          {help}
        </p>
      )}
      <Field
        question={question}
        value={skipped ? undefined : value}
        onChange={onChange}
        say={say}
        tell={tell}
        describedBy={describedBy}
        upload={upload}
      />
      {maySkip && (
        <label class="skip">
          <input
            type="checkbox"
            checked={skipped}
            onChange={(event) => onChange(event.currentTarget.checked ? notApplicable : undefined)}
          />
          <span>{say('not_applicable')}</span>
        </label>
      )}
      {fault && (
        <p id={`e-${id}`} class="fault" role="alert">
          {say(`fault_${fault.code}`, fault.params)}
        </p>
      )}
    </Group>
  )
}
