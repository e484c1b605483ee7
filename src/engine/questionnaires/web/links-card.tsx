import { Button, Group, SegmentedControl, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { listSites } from '#engine/people/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Copy, Empty, FormDrawer, offerUndo, QrCode, SavingForm, Select, Tag, useEditing } from '#web/ui'
import {
  type AnswerLink,
  closeLink,
  createLink,
  linkChannels,
  listLinks,
  type QuestionnaireDetail,
  reopenLink,
} from '../contract.ts'
import classes from './questionnaires.module.css'

/** Where whoever comes by answers: addresses, QR codes, kiosks. */
export function LinksCard({ questionnaire: { id, version, audience } }: { questionnaire: QuestionnaireDetail }) {
  const t = useText()
  const links =
    useEndpoint(listLinks, { query: { questionnaireId: id } }, { topic: 'questionnaires' }).data?.items ?? []
  const mayOpen = useCan('answer_links.open')
  const editing = useEditing<never>()
  if (audience === 'employees' || version === null) return null
  const add = mayOpen && (
    <Button variant="default" onClick={() => editing.open()}>
      {t('questionnaires.links.add')}
    </Button>
  )
  return (
    <Card title={t('questionnaires.links.title')}>
      {links.length === 0 ? (
        <Empty title={t('questionnaires.links.none')} action={add}>
          {t('questionnaires.links.noneHelp')}
        </Empty>
      ) : (
        <>
          {links.map((link) => (
            <Link key={link.id} link={link} mayClose={mayOpen} />
          ))}
          <Group mt="md">{add}</Group>
        </>
      )}
      <FormDrawer title={t('questionnaires.links.add')} opened={editing.opened} onClose={editing.close}>
        <LinkForm questionnaireId={id} onDone={editing.close} />
      </FormDrawer>
    </Card>
  )
}

function Link({ link, mayClose }: { link: AnswerLink; mayClose: boolean }) {
  const t = useText()
  const [shown, setShown] = useState(false)
  const reopen = useAction(reopenLink, { reads: [listLinks] })
  const close = useAction(closeLink, {
    reads: [listLinks],
    onSuccess: ({ name }) =>
      offerUndo(t('questionnaires.links.closed', { name }), { undo: () => reopen.mutate({ params: { id: link.id } }) }),
  })
  return (
    <div className={classes['link']}>
      <Group justify="space-between">
        <span>
          {link.name} <Tag>{t(`questionnaires.channels.${link.channel}`)}</Tag>{' '}
          <small>{link.siteName ?? t('questionnaires.everySite')}</small>
        </span>
        {link.closedAt ? (
          <Group gap="xs">
            <Tag tone="unsure">{t('questionnaires.links.isClosed')}</Tag>
            {mayClose && (
              <Button variant="subtle" size="compact-sm" onClick={() => reopen.mutate({ params: { id: link.id } })}>
                {t('questionnaires.links.reopen')}
              </Button>
            )}
          </Group>
        ) : (
          <Group gap="xs">
            <Button variant="subtle" size="compact-sm" aria-expanded={shown} onClick={() => setShown(!shown)}>
              {t('questionnaires.links.code')}
            </Button>
            {mayClose && (
              <Button variant="subtle" size="compact-sm" onClick={() => close.mutate({ params: { id: link.id } })}>
                {t('questionnaires.links.close')}
              </Button>
            )}
          </Group>
        )}
      </Group>
      {!link.closedAt && <Copy value={link.url} label={link.name} />}
      {shown && <QrCode value={link.url} label={t('questionnaires.links.codeOf', { name: link.name })} />}
    </div>
  )
}

function LinkForm({ questionnaireId, onDone }: { questionnaireId: string; onDone: () => void }) {
  const t = useText()
  const sites = useEndpoint(listSites, {}, { topic: 'sites', enabled: useCan('sites.read') }).data?.items ?? []
  const create = useAction(createLink, { reads: [listLinks], inline: true })
  const form = useForm({
    initialValues: { channel: 'qr' as AnswerLink['channel'], name: '', siteId: null as string | null },
    validate: { name: (name) => (name.trim() ? null : t('questionnaires.nameMissing')) },
  })
  return (
    <SavingForm
      form={form}
      save={(body) => create.mutateAsync({ body: { ...body, questionnaireId } })}
      onDone={onDone}
      onCancel={onDone}
      action={t('questionnaires.links.open')}
    >
      <SegmentedControl
        aria-label={t('questionnaires.channel')}
        data={linkChannels.map((value) => ({ value, label: t(`questionnaires.channels.${value}`) }))}
        {...form.getInputProps('channel')}
      />
      <small>{t(`questionnaires.links.help.${form.values.channel}`)}</small>
      <TextInput
        {...form.getInputProps('name')}
        label={t('questionnaires.links.name')}
        placeholder={t('questionnaires.links.example')}
        maxLength={120}
        data-autofocus
      />
      <Select
        {...form.getInputProps('siteId')}
        label={t('sites.site')}
        placeholder={t('questionnaires.everySite')}
        data={sites.map(({ id, name }) => ({ value: id, label: name }))}
        clearable
        clearButtonProps={{ 'aria-label': t('ui.clear') }}
      />
    </SavingForm>
  )
}
