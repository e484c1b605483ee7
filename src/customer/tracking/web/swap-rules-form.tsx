import { Button, CloseButton, Group, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useCampaignWords } from '#customer/campaigns/web'
import { listNumbers } from '#customer/numbers/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm, Select, useKeys } from '#web/ui'
import { getSwapRules, setSwapRules, SwapRule } from '../contract.ts'
import classes from './websites.module.css'

type SwapRulesProps = { siteId: string; onDone: () => void }

/** The rules of a site that choose a number before its pools do. */
export function SwapRules({ siteId, onDone }: SwapRulesProps) {
  const rules = useEndpoint(getSwapRules, { params: { id: siteId } }).data?.rules
  return rules && <SwapRulesForm siteId={siteId} rules={rules} onDone={onDone} />
}

const kinds = SwapRule.shape.kind.options

function SwapRulesForm({ siteId, rules, onDone }: SwapRulesProps & { rules: SwapRule[] }) {
  const t = useText()
  const save = useAction(setSwapRules, { reads: [getSwapRules], inline: true })
  const numbers = useEndpoint(listNumbers, {}, { topic: 'numbers' }).data?.items ?? []
  const form = useForm({
    initialValues: { rules: rules.map((rule) => ({ ...rule, replaces: rule.replaces ?? '' })) },
    validate: {
      rules: {
        value: (value, { rules: all }, path) =>
          value.trim() || all[Number(path.split('.')[1])]?.kind === 'always' ? null : t('websites.swap.valueMissing'),
        numberId: (id) => (id ? null : t('websites.swap.numberMissing')),
      },
    },
  })
  const { keys, forget } = useKeys(form.values.rules.length)
  const shown = numbers
    .filter(({ level, retiredAt }) => level === 'source' && !retiredAt)
    .map(({ id, display, label }) => ({ value: id, label: [display, label].filter(Boolean).join(' · ') }))
  const remove = (index: number) => {
    forget(index)
    form.removeListItem('rules', index)
  }

  return (
    <SavingForm
      form={form}
      save={(values) =>
        save.mutateAsync({
          params: { id: siteId },
          body: { rules: values.rules.map((rule) => ({ ...rule, replaces: rule.replaces.trim() || null })) },
        })
      }
      onDone={onDone}
      onCancel={onDone}
      action={t('ui.save')}
    >
      <Text size="sm" c="var(--soft)">
        {t('websites.swap.help')}
      </Text>
      {form.values.rules.map(({ kind }, index) => (
        <fieldset key={keys[index]} className={classes['rule']}>
          <legend className="unseen">{t('websites.swap.rule', { place: index + 1 })}</legend>
          <Group justify="space-between" align="flex-end" wrap="nowrap">
            <Select
              {...form.getInputProps(`rules.${index}.kind`)}
              data={kinds.map((value) => ({ value, label: t(`websites.swap.kinds.${value}`) }))}
              label={t('websites.swap.kind')}
            />
            <Group gap={4} wrap="nowrap">
              {index > 0 && (
                <Button
                  variant="default"
                  size="xs"
                  onClick={() => form.reorderListItem('rules', { from: index, to: index - 1 })}
                >
                  {t('websites.swap.up')}
                </Button>
              )}
              <CloseButton aria-label={t('websites.swap.remove', { place: index + 1 })} onClick={() => remove(index)} />
            </Group>
          </Group>
          {kind !== 'always' && <RuleValue kind={kind} {...form.getInputProps(`rules.${index}.value`)} />}
          <Select
            {...form.getInputProps(`rules.${index}.numberId`)}
            data={shown}
            label={t('websites.swap.shows')}
            description={shown.length === 0 && t('websites.swap.noNumber')}
          />
          <TextInput
            {...form.getInputProps(`rules.${index}.replaces`)}
            label={t('websites.swap.replaces')}
            placeholder={t('websites.swap.own')}
            inputMode="tel"
          />
        </fieldset>
      ))}
      <Button
        variant="default"
        onClick={() => form.insertListItem('rules', { kind: 'landing', value: '', replaces: '', numberId: '' })}
      >
        {t('websites.swap.add')}
      </Button>
    </SavingForm>
  )
}

const channels = [
  'Organic Search',
  'Paid Search',
  'Organic Social',
  'Paid Social',
  'Email',
  'Referral',
  'Direct',
  'Display',
]

function RuleValue({ kind, ...input }: { kind: Exclude<SwapRule['kind'], 'always'> } & object) {
  const t = useText()
  const words = useCampaignWords()
  if (kind === 'channel')
    return (
      <Select
        {...input}
        data={channels.map((value) => ({ value, label: words.channel(value) }))}
        label={t('websites.swap.values.channel')}
      />
    )
  return (
    <TextInput
      {...input}
      label={t(`websites.swap.values.${kind}`)}
      placeholder={kind === 'landing' ? '/devis' : 'partenaire.fr'}
      autoComplete="off"
      spellCheck={false}
    />
  )
}
