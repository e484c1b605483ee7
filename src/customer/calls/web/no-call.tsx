import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useText } from '#web/i18n'
import { Empty } from '#web/ui'
import type { Change, Search } from './call-search.ts'

/** Nothing to count: because of the filters, of the period, or because nothing has come in yet. */
export function NoCall({ search, change }: { search: Search; change: Change }) {
  const t = useText()
  const { by: _, from, to, ...filter } = search
  if (Object.keys(filter).length > 0) {
    const clear = () => change(Object.fromEntries(Object.keys(filter).map((key) => [key, undefined])))
    return (
      <Empty title={t('calls.list.noneTitle')} action={<Way name={t('calls.filter.clear')} take={clear} />}>
        {t('calls.list.none')}
      </Empty>
    )
  }
  const widen = () => change({ from: undefined, to: undefined })
  const action =
    from || to ? <Way name={t('calls.empty.widen')} take={widen} /> : <Link to="/">{t('calls.empty.action')}</Link>
  return (
    <Empty title={t('calls.empty.title')} action={action}>
      {t('calls.empty.text')}
    </Empty>
  )
}

const Way = ({ name, take }: { name: string; take: () => void }) => (
  <Button variant="default" size="xs" onClick={take}>
    {name}
  </Button>
)
