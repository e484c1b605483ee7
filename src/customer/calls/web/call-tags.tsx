import { TagsInput } from '@mantine/core'
import { listTags, tagCall, untagCall } from '#engine/interactions/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Tag } from '#web/ui'
import { getCall, type CallDetail } from '../contract.ts'

/** What a call is about, in words of the company's own. */
export function CallTags({ call: { id, tags } }: { call: CallDetail }) {
  const t = useText()
  const mayTag = useCan('tags.give')
  const known = useEndpoint(listTags).data?.items ?? []
  const reads = [getCall, listTags]
  const add = useAction(tagCall, { reads })
  const remove = useAction(untagCall, { reads })
  const change = (names: string[]) => {
    for (const name of names.filter((one) => !tags.some((tag) => tag.name === one)))
      add.mutate({ params: { id }, body: { name } })
    for (const tag of tags.filter(({ name }) => !names.includes(name))) remove.mutate({ params: { id, tagId: tag.id } })
  }
  return (
    <Card title={t('calls.tags.title')}>
      {mayTag ? (
        <TagsInput
          aria-label={t('calls.tags.title')}
          placeholder={tags.length === 0 ? t('calls.tags.add') : undefined}
          data={known.map(({ name }) => name)}
          value={tags.map(({ name }) => name)}
          maxLength={40}
          onChange={change}
        />
      ) : (
        tags.map((tag) => <Tag key={tag.id}>{tag.name}</Tag>)
      )}
    </Card>
  )
}
