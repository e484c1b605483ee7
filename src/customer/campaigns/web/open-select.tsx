import type { SelectProps } from '@mantine/core'
import { useState } from 'react'
import { useText } from '#web/i18n'
import { Select } from '#web/ui'

type Option = { value: string; label: string }
type OpenSelectProps = Omit<SelectProps, 'data' | 'searchValue' | 'onSearchChange'> & { options: Option[] }

/** A list of known words in which one may also write one's own. */
export function OpenSelect({ options, value, ...input }: OpenSelectProps) {
  const t = useText()
  const [search, setSearch] = useState('')
  const typed = search.trim()
  const known = (word: string) =>
    options.some((option) => [option.value, option.label].some((name) => name.toLowerCase() === word.toLowerCase()))
  const data = [...options]
  if (value && !known(value)) data.push({ value, label: value })
  if (typed && typed !== value && !known(typed))
    data.push({ value: typed, label: t('campaigns.useWord', { word: typed }) })
  return <Select {...input} value={value} data={data} searchValue={search} onSearchChange={setSearch} />
}
