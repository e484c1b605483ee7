import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { displayPhone } from '#shared/phone-display'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { AskTwice, Card, Failure, notify } from '#web/ui'
import { erasePerson, listErasures, readPersonFile } from '../contract.ts'
import { useKindName } from './kind-name.ts'
import { PersonConsents, type SaidLine } from './person-consents.tsx'

/** Somebody who asks what is known of them, or to be erased. */
export function PersonCard() {
  const t = useText()
  const kindName = useKindName()
  const [phone, setPhone] = useState('')
  const [opposed, setOpposed] = useState(false)
  const file = useAction(readPersonFile, { inline: true })
  const erase = useAction(erasePerson, {
    inline: true,
    reads: [listErasures],
    onSuccess: () => {
      notify(t('privacy.erased'))
      file.reset()
      setPhone('')
    },
  })
  const found = file.data && Object.entries(file.data.data).filter(([, items]) => items.length > 0)
  return (
    <Card title={t('privacy.person')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          file.mutate({ body: { phone } })
        }}
      >
        <Stack gap="md" maw={480}>
          <Text size="sm">{t('privacy.personHelp')}</Text>
          <TextInput
            label={t('privacy.phone')}
            type="tel"
            autoComplete="off"
            value={phone}
            error={file.error?.code === 'phone.not_dialable' ? file.error.message : undefined}
            onChange={({ currentTarget }) => setPhone(currentTarget.value)}
          />
          {file.error && file.error.code !== 'phone.not_dialable' && <Failure error={file.error} />}
          <Group>
            <Button type="submit" variant="default" disabled={!phone.trim()} loading={file.isPending}>
              {t('privacy.look')}
            </Button>
          </Group>
        </Stack>
      </form>
      {found && (
        <Stack gap="md" maw={480} mt="md">
          <Text size="sm" component="output">
            {found.length === 0
              ? t('privacy.nothing', { phone: displayPhone(file.data.phone) })
              : t('privacy.found', {
                  phone: displayPhone(file.data.phone),
                  what: found.map(([kind, items]) => `${kindName(kind)} (${items.length})`).join(', '),
                })}
          </Text>
          <PersonConsents
            phone={file.data.phone}
            said={(file.data.data['consents'] ?? []) as SaidLine[]}
            onRecorded={() => file.mutate({ body: { phone: file.data.phone } })}
          />
          <Group>
            <Button
              component="a"
              variant="default"
              href={`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(file.data, null, 2))}`}
              download={`dossier${file.data.phone}.json`}
            >
              {t('privacy.download')}
            </Button>
          </Group>
          <Checkbox
            label={t('privacy.oppose')}
            description={t('privacy.opposeHelp')}
            checked={opposed}
            onChange={({ currentTarget }) => setOpposed(currentTarget.checked)}
          />
          {erase.error && <Failure error={erase.error} />}
          <Group>
            <AskTwice
              name={t('privacy.erase')}
              label={t('privacy.erase')}
              forGood={t('privacy.eraseForGood')}
              pending={erase.isPending}
              onSure={() => erase.mutate({ body: { phone: file.data.phone, opposed } })}
            />
          </Group>
        </Stack>
      )}
    </Card>
  )
}
