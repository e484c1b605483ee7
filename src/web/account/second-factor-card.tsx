import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { getSecondFactor, type SecondFactor } from '#kernel/auth/contract'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { RecoveryCodes } from '#web/session'
import { Card, Failure, FormDrawer, Loading, Tag, useEditing } from '#web/ui'
import { RenewForm, TurnOffForm, TurnOnForm } from './second-factor-forms.tsx'

type What = 'on' | 'renew' | 'off'

/** Two-step sign-in: whether it is on, and what can be done with it. */
export function SecondFactorCard() {
  const t = useText()
  const factor = useEndpoint(getSecondFactor)
  return (
    <Card title={t('secondFactor.title')}>
      {factor.isPending && <Loading />}
      {factor.isError && <Failure error={factor.error} />}
      {factor.data && <State of={factor.data} />}
    </Card>
  )
}

function State({ of: { since, recoveryCodesLeft, required } }: { of: SecondFactor }) {
  const t = useText()
  const format = useFormat()
  const doing = useEditing<What>()
  const [codes, setCodes] = useState<string[]>()
  const { opened, subject: what = 'on', close } = doing
  const leave = () => {
    close()
    setCodes(undefined)
  }
  const title = {
    on: t(since ? 'secondFactor.replace' : 'secondFactor.turnOn'),
    renew: t('secondFactor.renew'),
    off: t('secondFactor.turnOff'),
  }[what]
  const button = (name: string, subject: What) => (
    <Button variant="default" size="xs" onClick={() => doing.open(subject)}>
      {name}
    </Button>
  )
  return (
    <Stack gap="sm">
      <div>
        <Tag tone={since ? 'good' : 'attention'}>{t(since ? 'secondFactor.isOn' : 'secondFactor.isOff')}</Tag>{' '}
        {since ? t('secondFactor.since', { day: format.date(since) }) : t('secondFactor.why')}
      </div>
      {since && <div>{t('secondFactor.codesLeft', { count: recoveryCodesLeft })}</div>}
      {since ? (
        <Group gap="sm">
          {button(t('secondFactor.replace'), 'on')}
          {button(t('secondFactor.renew'), 'renew')}
          {!required && button(t('secondFactor.turnOff'), 'off')}
        </Group>
      ) : (
        <Group>
          <Button onClick={() => doing.open('on')}>{t('secondFactor.turnOn')}</Button>
        </Group>
      )}
      {required && <small>{t('secondFactor.isRequired')}</small>}
      <FormDrawer title={title} opened={opened} onClose={leave}>
        {codes ? (
          <RecoveryCodes codes={codes} onDone={leave} />
        ) : (
          <>
            {what === 'on' && <TurnOnForm isOn={since !== null} onCodes={setCodes} onCancel={leave} />}
            {what === 'renew' && <RenewForm onCodes={setCodes} onCancel={leave} />}
            {what === 'off' && <TurnOffForm onDone={leave} />}
          </>
        )}
      </FormDrawer>
    </Stack>
  )
}
