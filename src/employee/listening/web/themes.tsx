import { useFormat, useText } from '#web/i18n'
import { Table, Tag } from '#web/ui'
import type { Change, GatedMean, ResultGroup, WaveResults } from '../contract.ts'
import classes from './waves.module.css'

/** Whether anything has changed since the wave before: most often chance explains it as well. */
export function Since({ results: { groups, previous } }: { results: WaveResults }) {
  const t = useText()
  const changes = groups.flatMap((group) => group.changes)
  const shown = changes.filter((change) => change?.shown).length
  return (
    <p className={classes['since']}>
      {shown > 0
        ? t('waves.changed', { count: shown, name: previous!.name })
        : t('waves.unchanged', { name: previous!.name })}
    </p>
  )
}

/** Groups by themes: a figure, or why there is none. */
export function Themes({
  results: { groups, themes },
  onOpen,
}: {
  results: WaveResults
  onOpen: (group: ResultGroup) => void
}) {
  const t = useText()
  const format = useFormat()
  return (
    <Table
      label={t('waves.themes')}
      rows={groups}
      rowKey={({ key }) => key}
      onOpen={onOpen}
      columns={[
        {
          key: 'group',
          head: t('waves.group'),
          render: ({ name, kind, participation }) => (
            <>
              <span className={kind === 'team' ? classes['within'] : undefined}>{name ?? t('waves.everybody')}</span>
              {participation !== null && (
                <small>{t('waves.participation', { share: format.percent(participation) })}</small>
              )}
            </>
          ),
        },
        ...themes.map((theme, place) => ({
          key: theme.id,
          head: theme.title || t('waves.all'),
          align: 'right' as const,
          hideOnPhone: place > 1,
          render: ({ themes: means, changes }: ResultGroup) => (
            <>
              <Figure mean={means[place]!} />
              <Moved change={changes[place]!} />
            </>
          ),
        })),
      ]}
    />
  )
}

export function Figure({ mean }: { mean: GatedMean }) {
  const t = useText()
  const format = useFormat()
  if ('hidden' in mean)
    return <small title={t(`waves.hidden.${mean.hidden}`)}>{t(`waves.hiddenShort.${mean.hidden}`)}</small>
  return (
    <>
      {format.number(mean.value)}
      <small>
        {format.number(mean.lo)} – {format.number(mean.hi)}
      </small>
    </>
  )
}

/** What has changed since the wave before, where chance does not explain it. */
function Moved({ change }: { change: Change | null }) {
  const t = useText()
  const format = useFormat()
  if (!change?.shown) return null
  const points = format.number(Math.abs(change.value))
  return (
    <Tag tone={change.value < 0 ? 'lost' : 'good'}>{t(change.value < 0 ? 'waves.fell' : 'waves.rose', { points })}</Tag>
  )
}
