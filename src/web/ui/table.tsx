import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import classes from './ui.module.css'

export type Column<T> = {
  key: string
  head: ReactNode
  align?: 'left' | 'right'
  hideOnPhone?: boolean
  render: (row: T) => ReactNode
}
type TableProps<T> = {
  columns: Column<T>[]
  rows: readonly T[]
  rowKey: (row: T) => string
  /** Opens a row: by a click anywhere on it but on a control of its own, by Enter on its first cell; the arrows go from row to row. */
  onOpen?: (row: T) => void
  /** What the table lists, for those who hear it. */
  label?: string
}

export function Table<T>({ columns, rows, rowKey, onOpen, label }: TableProps<T>) {
  return (
    <div className={classes['tableFrame']}>
      <table className={classes['table']} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                data-align={column.align}
                data-phone={column.hideOnPhone ? 'no' : undefined}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the first cell holds the button that does the same from the keyboard
            <tr
              key={rowKey(row)}
              data-open={onOpen ? 'yes' : undefined}
              onClick={onOpen && ((event) => isOnControl(event) || onOpen(row))}
            >
              {columns.map((column, index) => (
                <td key={column.key} data-align={column.align} data-phone={column.hideOnPhone ? 'no' : undefined}>
                  {onOpen && index === 0 ? (
                    <button type="button" className={classes['open']} onKeyDown={goToNeighbour}>
                      {column.render(row)}
                    </button>
                  ) : (
                    column.render(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const isOnControl = ({ target }: MouseEvent) =>
  (target as Element).closest(`a, input, label, button:not(.${classes['open']})`) !== null

function goToNeighbour(event: KeyboardEvent<HTMLButtonElement>) {
  const row = event.currentTarget.closest('tr')
  const neighbour =
    event.key === 'ArrowDown' ? row?.nextElementSibling : event.key === 'ArrowUp' ? row?.previousElementSibling : null
  if (!neighbour) return
  event.preventDefault()
  neighbour.querySelector<HTMLButtonElement>('button')?.focus()
}
