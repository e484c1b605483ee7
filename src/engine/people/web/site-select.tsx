import { useEffect, type ReactNode } from 'react'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Select } from '#web/ui'
import { listSites } from '../contract.ts'

const useSites = () => useEndpoint(listSites, {}, { topic: 'sites' }).data?.items

/** A site's name, an en dash until it is known. */
export function useSiteName(): (id: string) => string {
  const sites = useSites()
  return (id) => sites?.find((site) => site.id === id)?.name ?? '–'
}

type SiteSelectProps = {
  value?: string
  onChange?: (id: string | null) => void
  error?: ReactNode
  /** What the choice changes. */
  description: string
}

/** Which site: chosen already when there is only one. */
export function SiteSelect({ description, ...input }: SiteSelectProps) {
  const t = useText()
  const sites = useSites()
  const { value, onChange } = input
  const only = sites?.length === 1 ? sites[0]?.id : undefined
  useEffect(() => {
    if (only && !value) onChange?.(only)
  }, [only, value, onChange])
  return (
    <Select
      {...input}
      value={value || null}
      data={sites?.map(({ id, name }) => ({ value: id, label: name }))}
      label={t('sites.site')}
      description={sites?.length === 0 ? t('sites.firstAddOne') : description}
    />
  )
}
