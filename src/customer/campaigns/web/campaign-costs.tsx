import { Button, Group, Text } from '@mantine/core'
import { useText } from '#web/i18n'
import { DayInput, EurosInput } from '#web/ui'
import type { DatedCost } from '../contract.ts'
import classes from './campaigns.module.css'

/** As it is typed: euros. */
type Typed = { key: string; startsOn: string | null; endsOn: string | null; euros: number | string }

export const toTyped = ({ startsOn, endsOn, amountCents }: DatedCost): Typed => ({
  key: `${startsOn} ${endsOn}`,
  startsOn,
  endsOn,
  euros: amountCents / 100,
})
export const fromTyped = ({ startsOn, endsOn, euros }: Typed): DatedCost => ({
  startsOn: startsOn ?? '',
  endsOn: endsOn ?? '',
  amountCents: Math.round(Number(euros) * 100),
})

type CostsForm = {
  values: { costs: Typed[] }
  errors: Record<string, unknown>
  getInputProps: (path: string) => object
  insertListItem: (path: 'costs', item: Typed, index: number) => void
  removeListItem: (path: 'costs', index: number) => void
}

/** What was paid, period by period. */
export function CampaignCosts({ form }: { form: CostsForm }) {
  const t = useText()
  const add = () =>
    form.insertListItem(
      'costs',
      { key: crypto.getRandomValues(new Uint32Array(1)).join(), startsOn: null, endsOn: null, euros: '' },
      0,
    )
  const fault = form.errors['costs']
  return (
    <div>
      <Text size="sm" fw={500}>
        {t('campaigns.costs')}
      </Text>
      <Text size="xs" c="var(--soft)" mb="xs">
        {t('campaigns.costsHelp')}
      </Text>
      {form.values.costs.map(({ key }, index) => (
        <fieldset key={key} className={classes['cost']}>
          <legend className="unseen">{t('campaigns.onePeriod')}</legend>
          <Group grow align="flex-start">
            <DayInput {...form.getInputProps(`costs.${index}.startsOn`)} label={t('campaigns.startsOn')} />
            <DayInput {...form.getInputProps(`costs.${index}.endsOn`)} label={t('campaigns.endsOn')} />
          </Group>
          <Group align="flex-end">
            <EurosInput {...form.getInputProps(`costs.${index}.euros`)} label={t('campaigns.paid')} flex={1} />
            <Button variant="subtle" size="compact-sm" onClick={() => form.removeListItem('costs', index)}>
              {t('campaigns.removeCost')}
            </Button>
          </Group>
        </fieldset>
      ))}
      {typeof fault === 'string' && (
        <Text role="alert" size="sm" c="var(--lost)">
          {fault}
        </Text>
      )}
      <Button variant="default" size="xs" onClick={add}>
        {t('campaigns.addCost')}
      </Button>
    </div>
  )
}
