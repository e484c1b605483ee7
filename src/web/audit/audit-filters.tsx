import { DatePickerInput } from '@mantine/dates'
import { getAuditFilters, kinds } from '#kernel/audit/contract'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Chip, Select, useNow } from '#web/ui'
import type { AuditSearch, Change } from './audit-search.ts'
import classes from './audit.module.css'

export function AuditFilters({ search, change }: { search: AuditSearch; change: Change }) {
  const t = useText()
  const known = useEndpoint(getAuditFilters).data
  return (
    <div className={classes['filters']}>
      <fieldset className={classes['kinds']} aria-label={t('audit.filter.kind')}>
        <Chip on={!search.kind} onClick={() => change({ kind: undefined })}>
          {t('audit.filter.all')}
        </Chip>
        {kinds.map((kind) => (
          <Chip key={kind} on={search.kind === kind} onClick={() => change({ kind })}>
            {t(`audit.kind.${kind}`)}
          </Chip>
        ))}
        {search.objectId && (
          <Chip on aria-label={t('audit.filter.anyObject')} onClick={() => change({ objectId: undefined })}>
            {t('audit.filter.oneObject', { id: search.objectId.slice(-8) })} ×
          </Chip>
        )}
      </fieldset>
      <div className={classes['selects']}>
        <Select
          label={t('audit.filter.who')}
          placeholder={t('audit.filter.anybody')}
          data={(known?.whos ?? []).map(({ id, name, who }) => ({
            value: id,
            label: who === 'account' ? name : `${name} · ${t(`audit.who.${who}`)}`,
          }))}
          value={search.whoId ?? null}
          onChange={(whoId) => change({ whoId: whoId ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('ui.clear') }}
        />
        <Select
          label={t('audit.filter.verb')}
          placeholder={t('audit.filter.anything')}
          data={(known?.verbs ?? []).map(({ verb, label }) => ({ value: verb, label }))}
          value={search.verb ?? null}
          onChange={(verb) => change({ verb: verb ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': t('ui.clear') }}
        />
        <Period search={search} change={change} />
      </div>
    </div>
  )
}

function Period({ search: { from, to }, change }: { search: AuditSearch; change: Change }) {
  const t = useText()
  const today = useNow(60_000)
  return (
    <DatePickerInput
      type="range"
      label={t('audit.filter.period')}
      placeholder={t('audit.filter.anyTime')}
      // Its first day alone is kept by the field until the last one is chosen.
      key={`${from} ${to}`}
      defaultValue={[from ?? null, to ?? null]}
      onChange={([first, last]) => {
        if (first && last) change({ from: first, to: last })
        else if (!first && !last) change({ from: undefined, to: undefined })
      }}
      valueFormat="D MMM YYYY"
      allowSingleDateInRange
      clearable
      clearButtonProps={{ 'aria-label': t('ui.clear') }}
      nextLabel={t('ui.nextMonth')}
      previousLabel={t('ui.previousMonth')}
      weekendDays={[]}
      maxDate={today}
    />
  )
}
