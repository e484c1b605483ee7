/** @jsxImportSource preact */
import type { JSX } from 'preact'
import { scaleOf } from '#shared/questionnaire/definition'
import { Choice, Matrix, Ranking } from './choices.tsx'
import type { FieldProps } from './field-props.ts'

/** The part of a question that is filled in. */
export function Field(props: FieldProps): JSX.Element {
  const { question } = props
  if (scaleOf(question)) return <Scale {...props} />
  switch (question.type) {
    case 'single':
      return <Choice {...props} options={question.options} several={false} />
    case 'multiple':
      return <Choice {...props} options={question.options} several />
    case 'ranking':
      return <Ranking {...props} options={question.options} />
    case 'matrix':
      return <Matrix {...props} rows={question.rows} options={question.options} />
    case 'consent':
      return <Consent {...props} />
    case 'file':
      return <Upload {...props} />
    default:
      return <Line {...props} />
  }
}

function Scale({ question, value, onChange, say, tell }: FieldProps) {
  const { from, to } = scaleOf(question)!
  const [low, high] =
    question.type === 'rating' && (question.low || question.high)
      ? [tell(question.low), tell(question.high)]
      : [say(`low_${question.type}`), say(`high_${question.type}`)]
  return (
    <div class="scale">
      <div class={to - from > 6 ? 'marks many' : 'marks'}>
        {Array.from({ length: to - from + 1 }, (_, step) => from + step).map((mark) => (
          <label key={mark} class="mark">
            <input
              type="radio"
              name={question.id}
              checked={value === mark}
              onChange={() => onChange(mark)}
              aria-label={mark === from ? `${mark}, ${low}` : mark === to ? `${mark}, ${high}` : undefined}
            />
            <span>{mark}</span>
          </label>
        ))}
      </div>
      <div class="ends" aria-hidden="true">
        <span>
          {from} · {low}
        </span>
        <span>
          {to} · {high}
        </span>
      </div>
    </div>
  )
}

function Consent({ question, value, onChange, tell }: FieldProps) {
  return (
    <label class="option">
      <input
        type="checkbox"
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked ? true : undefined)}
      />
      <span>{tell(question.title)}</span>
    </label>
  )
}

function Upload({ question, value, onChange, say, upload, describedBy }: FieldProps) {
  const choose = async (file: File | undefined) => onChange(file && (await upload(file)))
  return (
    <>
      <input
        id={`f-${question.id}`}
        type="file"
        aria-describedby={describedBy}
        aria-labelledby={`t-${question.id}`}
        onChange={(event) => void choose(event.currentTarget.files?.[0])}
      />
      {value && <p class="hint">{say('file_there')}</p>}
    </>
  )
}

/** Words, a number, a day. */
function Line({ question, value, onChange, tell, describedBy }: FieldProps) {
  const shared = {
    id: `f-${question.id}`,
    'aria-describedby': describedBy,
    'aria-labelledby': `t-${question.id}`,
    value: typeof value === 'number' || typeof value === 'string' ? String(value) : '',
  }
  if (question.type === 'open' && question.long)
    return (
      <textarea
        {...shared}
        rows={4}
        maxLength={question.mostLetters ?? 2000}
        onInput={(event) => onChange(event.currentTarget.value || undefined)}
      />
    )
  if (question.type === 'number')
    return (
      <div class="unit">
        <input
          {...shared}
          type="number"
          inputMode={question.whole ? 'numeric' : 'decimal'}
          step={question.whole ? 1 : 'any'}
          min={question.from}
          max={question.to}
          onInput={(event) => {
            const { value: typed, valueAsNumber } = event.currentTarget
            onChange(typed === '' ? undefined : valueAsNumber)
          }}
        />
        <span>{tell(question.unit)}</span>
      </div>
    )
  const isDay = question.type === 'date'
  return (
    <input
      {...shared}
      type={isDay ? 'date' : 'text'}
      {...(isDay
        ? { min: question.from, max: question.to }
        : { maxLength: question.type === 'open' ? (question.mostLetters ?? 2000) : 2000 })}
      onInput={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}
