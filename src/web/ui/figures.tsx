import type { ReactNode } from 'react'
import { Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import classes from './ui.module.css'

export type Tone = 'good' | 'attention' | 'lost'
export type Figure = {
  label: string
  value: ReactNode
  /** How sure it is, and what to do. */
  note?: ReactNode
  tone?: Tone | undefined
  /** Formula, shown on hover and on focus. */
  hint?: string
  /** Where the items behind the figure are listed, with the filter that lists them. */
  to?: string
  search?: Record<string, unknown>
}

/** A row of figures: each is a sentence of its own. */
export function Figures({ items }: { items: Figure[] }) {
  return (
    <dl className={classes['figures']}>
      {items.map((item) => (
        <FigureCell key={item.label} {...item} />
      ))}
    </dl>
  )
}

function FigureCell({ label, value, note, tone, hint, to, search }: Figure) {
  const shown = to ? (
    <Link to={to} search={search} className={classes['figureLink']} aria-label={`${label} : ${plain(value)}`}>
      {value}
    </Link>
  ) : (
    value
  )
  return (
    <div className={classes['figure']}>
      <dt>
        {hint ? (
          <Tooltip
            label={hint}
            multiline
            maw={320}
            events={{ hover: true, focus: true, touch: true }}
            withArrow={false}
          >
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the formula must open from the keyboard */}
            <span className={classes['hint']} tabIndex={0}>
              {label}
            </span>
          </Tooltip>
        ) : (
          label
        )}
      </dt>
      <dd className={classes['figureValue']}>{shown}</dd>
      {note !== undefined && note !== null && (
        <dd className={classes['figureNote']} data-tone={tone}>
          {note}
        </dd>
      )}
    </div>
  )
}

const plain = (value: ReactNode) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
