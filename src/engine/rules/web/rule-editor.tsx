import { Button, Group, NumberInput, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { listSites } from '#engine/people/contract'
import { ApiError, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Card, Select } from '#web/ui'
import type { RuleInput, Vocabulary } from '../contract.ts'
import { ActionsEditor } from './actions-editor.tsx'
import { ConditionEditor } from './condition-editor.tsx'
import { RuleTrial } from './rule-trial.tsx'
import { useRuleWords } from './words.ts'
import classes from './rules.module.css'

type RuleEditorProps = {
  initial: RuleInput
  /** What keeps it from working today, by where it is. */
  problems: Record<string, string>
  vocabulary: Vocabulary
  /** None: the reader may look only. */
  save?: (rule: RuleInput) => Promise<unknown>
  action: string
}

const whole = 'all'

/** When, if, then; and beside it what the rule would have done. */
export function RuleEditor({ initial, problems, vocabulary, save, action }: RuleEditorProps) {
  const t = useText()
  const { eventName } = useRuleWords(vocabulary)
  const sites = useEndpoint(listSites).data?.items ?? []
  const [rule, setRule] = useState(initial)
  const [errors, setErrors] = useState(problems)
  const [refusal, setRefusal] = useState<string>()
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<RuleInput>) => setRule({ ...rule, ...part })
  const event = vocabulary.events.find(({ type }) => type === rule.on) ?? vocabulary.events[0]!

  const changeEvent = (on: string | null) => {
    const next = vocabulary.events.find(({ type }) => type === on)
    if (!next) return
    // Facts of another kind have other fields.
    const condition = next.noun === event.noun ? rule.condition : { ...rule.condition, tests: [] }
    const actions = rule.actions.filter(({ kind }) => next.actions.includes(kind))
    change({ on: next.type, condition, actions, siteId: next.ofSite ? rule.siteId : null })
  }
  const submit = async () => {
    setBusy(true)
    setErrors({})
    setRefusal(undefined)
    try {
      await save?.(rule)
    } catch (error) {
      const fields = error instanceof ApiError ? error.fields : {}
      setErrors(fields)
      setRefusal(Object.keys(fields).length > 0 ? t('rules.seeAbove') : (error as Error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={classes['editor']}>
      <div className={classes['parts']}>
        <Card title={t('rules.when')}>
          <div className={classes['parts']}>
            <TextInput
              label={t('rules.name')}
              maxLength={120}
              value={rule.name}
              error={errors['name']}
              onChange={({ currentTarget }) => change({ name: currentTarget.value })}
            />
            <Select
              label={t('rules.event')}
              data={vocabulary.events.map(({ type }) => ({ value: type, label: eventName(type) }))}
              value={rule.on}
              error={errors['on']}
              onChange={changeEvent}
            />
            {event.ofSite && sites.length > 1 && (
              <Select
                label={t('rules.site')}
                data={[
                  { value: whole, label: t('rules.everySite') },
                  ...sites.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                value={rule.siteId ?? whole}
                error={errors['siteId']}
                onChange={(siteId) => change({ siteId: siteId === whole ? null : siteId })}
              />
            )}
          </div>
        </Card>
        <Card title={t('rules.if')}>
          <ConditionEditor
            condition={rule.condition}
            event={event}
            vocabulary={vocabulary}
            errors={errors}
            onChange={(condition) => change({ condition })}
          />
        </Card>
        <Card title={t('rules.then')}>
          <ActionsEditor
            actions={rule.actions}
            event={event}
            vocabulary={vocabulary}
            errors={errors}
            onChange={(actions) => change({ actions })}
          />
          <NumberInput
            mt="md"
            label={t('rules.maxPerHour')}
            description={t('rules.maxPerHourHelp')}
            min={1}
            max={1_000_000}
            value={rule.maxPerHour}
            error={errors['maxPerHour']}
            onChange={(value) => change({ maxPerHour: Number(value) || 1 })}
          />
        </Card>
        {save && (
          <Group justify="flex-end" gap="md">
            <Text role="alert" c="var(--lost)" size="sm" hidden={!refusal}>
              {refusal}
            </Text>
            <Button loading={busy} onClick={() => void submit()}>
              {action}
            </Button>
          </Group>
        )}
      </div>
      <RuleTrial rule={rule} vocabulary={vocabulary} noun={event.noun} onRefused={setErrors} />
    </div>
  )
}
