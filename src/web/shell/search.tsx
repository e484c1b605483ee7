import { useState } from 'react'
import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useText } from '#web/i18n'
import { SearchResults } from './search-results.tsx'
import classes from './shell.module.css'

/** Ctrl-K: pages, actions, sites, campaigns, numbers, callers. */
export default function Search({ showKeys }: { showKeys: () => void }) {
  const t = useText()
  const [query, setQuery] = useState('')
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      scrollable
      centered={false}
      yOffset="12vh"
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': t('search.open') } }}
      maxHeight={420}
      tagsToIgnore={[]}
    >
      <Spotlight.Search
        placeholder={t('search.placeholder')}
        aria-label={t('search.placeholder')}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
      />
      <Spotlight.ActionsList className={classes['found']}>
        <SearchResults query={query} showKeys={showKeys} />
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
