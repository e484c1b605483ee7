/** @jsxImportSource preact */
import type { Option } from '#shared/questionnaire/definition'
import type { FieldProps } from './field-props.ts'

type Options = FieldProps & { options: readonly Option[] }
export function Choice({ question, value, onChange, tell, options, several }: Options & { several: boolean }) {
  const chosen = Array.isArray(value) ? (value as readonly string[]) : typeof value === 'string' ? [value] : []
  const toggle = (id: string, on: boolean) => {
    if (!several) return onChange(id)
    // In the questionnaire's order, whatever order they are ticked in.
    onChange(options.map((option) => option.id).filter((one) => (one === id ? on : chosen.includes(one))))
  }
  return (
    <div class="options">
      {options.map((option) => (
        <label key={option.id} class="option">
          <input
            type={several ? 'checkbox' : 'radio'}
            name={question.id}
            checked={chosen.includes(option.id)}
            onChange={(event) => toggle(option.id, event.currentTarget.checked)}
          />
          <span>{tell(option.label)}</span>
        </label>
      ))}
    </div>
  )
}

/** Touched one after the other, the first first; touched again, it leaves the order. */
export function Ranking({ value, onChange, say, tell, options }: Options) {
  const order = Array.isArray(value) ? (value as readonly string[]) : []
  const touch = (id: string) => onChange(order.includes(id) ? order.filter((one) => one !== id) : [...order, id])
  return (
    <div class="options">
      <p class="hint">{say('rank')}</p>
      {options.map((option) => {
        const place = order.indexOf(option.id) + 1
        return (
          <button
            key={option.id}
            type="button"
            class="option"
            aria-pressed={place > 0}
            onClick={() => touch(option.id)}
          >
            <b class="place">{place || ''}</b>
            <span>{tell(option.label)}</span>
          </button>
        )
      })}
    </div>
  )
}

export function Matrix({ question, value, onChange, tell, rows, options }: Options & { rows: readonly Option[] }) {
  const given = value && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, string>) : {}
  return (
    <div class="matrix">
      {rows.map((row) => (
        <fieldset key={row.id}>
          <legend>{tell(row.label)}</legend>
          <div class="cells">
            {options.map((option) => (
              <label key={option.id} class="cell">
                <input
                  type="radio"
                  name={`${question.id}/${row.id}`}
                  checked={given[row.id] === option.id}
                  onChange={() => onChange({ ...given, [row.id]: option.id })}
                />
                <span>{tell(option.label)}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  )
}
