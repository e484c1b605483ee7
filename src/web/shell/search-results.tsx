import { Spotlight } from '@mantine/spotlight'
import { useText } from '#web/i18n'
import { matches } from './matches.ts'
import { useCallersFound, useFindable, type Findable } from './findable.ts'

const mostOfAGroup = 6

export function SearchResults({ query, showKeys }: { query: string; showKeys: () => void }) {
  const t = useText()
  const groups = useFindable(showKeys)
  const callers = useCallersFound(query)
  const found = [...groups, callers]
    .map(({ name, items }) => ({ name, items: items.filter((item) => matches(query, item)).slice(0, mostOfAGroup) }))
    .filter(({ items }) => items.length > 0)
  if (found.length === 0) return <Spotlight.Empty>{t('search.nothing')}</Spotlight.Empty>
  return found.map(({ name, items }) => (
    <Spotlight.ActionsGroup key={name} label={name}>
      {items.map((item) => (
        <Found key={item.id} {...item} />
      ))}
    </Spotlight.ActionsGroup>
  ))
}

const Found = ({ label, note, run }: Findable) => (
  <Spotlight.Action label={label} description={note} onClick={() => void run()} />
)
