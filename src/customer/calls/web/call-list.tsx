import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useEndpointPages } from '#web/api'
import { useText } from '#web/i18n'
import { Card, Empty, Failure, Loading, Table, More } from '#web/ui'
import { listCalls, type CallFilter } from '../contract.ts'
import { useCallColumns } from './call-columns.tsx'
import { narrowing, type Change } from './call-search.ts'
import classes from './calls.module.css'
import { ListChips } from './list-chips.tsx'
import { useFresh } from './use-fresh.ts'

/** The calls behind the figures, newest first. A new one appears by itself, and leaves the focus where it is. */
export function CallList({ filter, change }: { filter: CallFilter; change: Change }) {
  const t = useText()
  const navigate = useNavigate()
  const list = useEndpointPages(listCalls, { query: { ...filter, limit: 25 } }, { topic: 'calls', keepPrevious: true })
  const calls = list.data?.pages.flatMap((page) => page.items)
  const fresh = useFresh(list.isPlaceholderData ? undefined : calls, JSON.stringify(filter))
  const columns = useCallColumns((call) => fresh.has(call.id))
  const section = useShownWhenNarrowed(filter)

  return (
    <div ref={section} tabIndex={-1} className={classes['list']}>
      <Card title={t('calls.list.title')} note={<ListChips filter={filter} change={change} />}>
        <output className="unseen">{fresh.size > 0 && t('calls.list.fresh', { count: fresh.size })}</output>
        {!calls ? (
          list.isError ? (
            <Failure error={list.error} retry={list.refetch} />
          ) : (
            <Loading lines={6} />
          )
        ) : calls.length === 0 ? (
          <Empty
            title={t('calls.list.noneTitle')}
            action={
              <Button variant="default" size="xs" onClick={() => change(narrowing)}>
                {t('calls.filter.clear')}
              </Button>
            }
          >
            {t('calls.list.none')}
          </Empty>
        ) : (
          <Table
            columns={columns}
            rows={calls}
            rowKey={(call) => call.id}
            onOpen={({ id }) => void navigate({ to: '/appels/$id', params: { id } })}
            label={t('calls.list.title')}
          />
        )}
        <More pages={list}>{t('calls.list.more')}</More>
      </Card>
    </div>
  )
}

/** Opening a figure, a group or a cell brings the list under the eyes; a choice made in the list itself moves nothing. */
function useShownWhenNarrowed({ from: _from, to: _to, siteId: _site, ...opened }: CallFilter) {
  const section = useRef<HTMLDivElement>(null)
  const key = JSON.stringify(opened)
  const count = Object.values(opened).filter((value) => value !== undefined).length
  const before = useRef({ key, count })
  useEffect(() => {
    const wider = count < before.current.count
    const same = key === before.current.key
    before.current = { key, count }
    if (same || wider || section.current?.contains(document.activeElement)) return undefined
    // A frame later: the router first goes to the top of what a link opens.
    const frame = requestAnimationFrame(() => {
      section.current?.scrollIntoView({ block: 'start' })
      section.current?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [key, count])
  return section
}
