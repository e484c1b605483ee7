import { Button, Group, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { DayInput, EurosInput, SavingForm, Select } from '#web/ui'
import { changeSpecialNumber, listSpecialNumbers, purposes, type SpecialNumber, type Tariff } from '../contract.ts'
import classes from './tariffs.module.css'

type Price = { key: string; startsOn: string; per: Tariff['per']; euros: number | string; revenue: number | string }

/** What a number is for and, where it is surcharged, its dated prices. */
export function TariffForm({ number, onDone }: { number: SpecialNumber; onDone: () => void }) {
  const t = useText()
  const change = useAction(changeSpecialNumber, { reads: [listSpecialNumbers], inline: true })
  const isPriced = number.colour === 'purple' || number.colour === 'unknown'
  const form = useForm({
    initialValues: {
      purpose: number.purpose,
      tariffs: number.tariffs.map((tariff): Price => ({
        key: tariff.startsOn,
        startsOn: tariff.startsOn,
        per: tariff.per,
        euros: tariff.cents / 100,
        revenue: tariff.revenueCents / 100,
      })),
    },
    validate: {
      tariffs: {
        startsOn: (day) => (day ? null : t('tariffs.dayMissing')),
        euros: (euros) => (Number(euros) > 0 ? null : t('tariffs.priceMissing')),
      },
    },
  })
  const save = ({ purpose, tariffs }: typeof form.values) =>
    change.mutateAsync({
      params: { id: number.id },
      body: {
        purpose,
        tariffs: tariffs.map(({ startsOn, per, euros, revenue }) => ({
          startsOn,
          per,
          cents: Math.round(Number(euros) * 100),
          revenueCents: Math.round(Number(revenue) * 100),
        })),
      },
    })
  const add = () => {
    const startsOn = new Intl.DateTimeFormat('sv-SE').format(new Date())
    form.insertListItem(
      'tariffs',
      { key: crypto.getRandomValues(new Uint32Array(1)).join(), startsOn, per: 'minute', euros: '', revenue: 0 },
      0,
    )
  }

  return (
    <SavingForm form={form} save={save} onDone={onDone} onCancel={onDone} action={t('ui.save')}>
      <Select
        {...form.getInputProps('purpose')}
        data={purposes.map((purpose) => ({ value: purpose, label: t(`tariffs.purposes.${purpose}`) }))}
        label={t('tariffs.purpose')}
      />
      {isPriced && (
        <Text size="sm" c="var(--soft)">
          {t('tariffs.pricesHelp')}
        </Text>
      )}
      {isPriced &&
        form.values.tariffs.map(({ key, per }, index) => (
          <fieldset key={key} className={classes['tariff']}>
            <legend>{t('tariffs.priceFrom')}</legend>
            <Group grow align="flex-start">
              <DayInput {...form.getInputProps(`tariffs.${index}.startsOn`)} label={t('tariffs.startsOn')} />
              <Select
                {...form.getInputProps(`tariffs.${index}.per`)}
                data={(['minute', 'call'] as const).map((unit) => ({ value: unit, label: t(`tariffs.per.${unit}`) }))}
                label={t('tariffs.unit')}
              />
            </Group>
            <Group grow align="flex-start">
              <EurosInput {...form.getInputProps(`tariffs.${index}.euros`)} label={t(`tariffs.callerPays.${per}`)} />
              <EurosInput {...form.getInputProps(`tariffs.${index}.revenue`)} label={t(`tariffs.companyGets.${per}`)} />
            </Group>
            <Button variant="subtle" size="compact-sm" onClick={() => form.removeListItem('tariffs', index)}>
              {t('tariffs.removePrice')}
            </Button>
          </fieldset>
        ))}
      {isPriced && (
        <Button variant="default" onClick={add}>
          {t('tariffs.addPrice')}
        </Button>
      )}
    </SavingForm>
  )
}
