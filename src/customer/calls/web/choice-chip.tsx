import { Menu } from '@mantine/core'
import { Chip } from '#web/ui'
import classes from './calls.module.css'

type ChoiceChipProps<T extends string> = {
  of: readonly { id: T; name: string }[]
  chosen: T | undefined
  /** What it says when nothing is chosen; left out, something always is. */
  all?: string
  choose: (id: T | undefined) => void
  /** What is chosen, for those who do not see where. */
  label?: string
}

/** One of a list, or all. */
export function ChoiceChip<T extends string>({ of, chosen, all, choose, label }: ChoiceChipProps<T>) {
  const known = of.find(({ id }) => id === chosen)
  const name = known?.name ?? all
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Chip on={Boolean(known) && all !== undefined} aria-haspopup="menu" aria-label={label && `${label} : ${name}`}>
          {name}
        </Chip>
      </Menu.Target>
      <Menu.Dropdown className={classes['menu']}>
        {all !== undefined && <Menu.Item onClick={() => choose(undefined)}>{all}</Menu.Item>}
        {of.map((one) => (
          <Menu.Item key={one.id} onClick={() => choose(one.id)}>
            {one.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
