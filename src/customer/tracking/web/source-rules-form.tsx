import { Button, CloseButton, Group, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { channels, OpenSelect, useCampaignWords } from '#customer/campaigns/web'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm, Select, useKeys } from '#web/ui'
import { getSourceRules, setSourceRules, SourceRule } from '../contract.ts'
import classes from './websites.module.css'

/** What the company says of where visits come from, before what everybody knows. */
export function SourceRules({ onDone }: { onDone: () => void }) {
  const rules = useEndpoint(getSourceRules).data?.rules
  return rules && <SourceRulesForm rules={rules} onDone={onDone} />
}

const kinds = SourceRule.shape.kind.options
const examples = { referrer: 'partenaire.fr', landing: 'utm_source=lettre', source: 'lettre', medium: 'partenariat' }

function SourceRulesForm({ rules, onDone }: { rules: SourceRule[]; onDone: () => void }) {
  const t = useText()
  const words = useCampaignWords()
  const save = useAction(setSourceRules, { reads: [getSourceRules], inline: true })
  const form = useForm({
    initialValues: {
      rules: rules.map((rule) => ({ ...rule, source: rule.source ?? '', medium: rule.medium ?? '' })),
    },
    validate: {
      rules: {
        value: (value) => (value.trim() ? null : t('websites.swap.valueMissing')),
        channel: (channel) => (channel ? null : t('campaigns.channelMissing')),
      },
    },
  })
  const { keys, forget } = useKeys(form.values.rules.length)
  const remove = (index: number) => {
    forget(index)
    form.removeListItem('rules', index)
  }
  return (
    <SavingForm
      form={form}
      save={(values) =>
        save.mutateAsync({
          body: {
            rules: values.rules.map((rule) => ({
              ...rule,
              source: rule.source.trim() || null,
              medium: rule.medium.trim() || null,
            })),
          },
        })
      }
      onDone={onDone}
      onCancel={onDone}
      action={t('ui.save')}
    >
      <Text size="sm" c="var(--soft)">
        {t('websites.sources.help')}
      </Text>
      {form.values.rules.map(({ kind }, index) => (
        <fieldset key={keys[index]} className={classes['rule']}>
          <legend className="unseen">{t('websites.sources.rule', { place: index + 1 })}</legend>
          <Group justify="space-between" align="flex-end" wrap="nowrap">
            <Select
              {...form.getInputProps(`rules.${index}.kind`)}
              data={kinds.map((value) => ({ value, label: t(`websites.sources.kinds.${value}`) }))}
              label={t('websites.sources.kind')}
            />
            <CloseButton
              aria-label={t('websites.sources.remove', { place: index + 1 })}
              onClick={() => remove(index)}
            />
          </Group>
          <TextInput
            {...form.getInputProps(`rules.${index}.value`)}
            label={t(`websites.sources.values.${kind}`)}
            placeholder={examples[kind]}
            autoComplete="off"
            spellCheck={false}
          />
          <OpenSelect
            {...form.getInputProps(`rules.${index}.channel`)}
            options={Object.values(channels).map((channel) => ({ value: channel, label: words.channel(channel) }))}
            label={t('websites.sources.channel')}
          />
          <Group grow align="flex-start">
            <TextInput
              {...form.getInputProps(`rules.${index}.source`)}
              label={t('websites.sources.source')}
              placeholder={t('websites.sources.asFound')}
            />
            <TextInput
              {...form.getInputProps(`rules.${index}.medium`)}
              label={t('websites.sources.medium')}
              placeholder={t('websites.sources.asFound')}
            />
          </Group>
        </fieldset>
      ))}
      <Button
        variant="default"
        onClick={() =>
          form.insertListItem('rules', { kind: 'referrer', value: '', source: '', medium: '', channel: '' })
        }
      >
        {t('websites.sources.add')}
      </Button>
    </SavingForm>
  )
}
