import { Button, Group, NumberInput, Switch, TagsInput, Text } from '@mantine/core'
import { useState } from 'react'
import { frenchZones } from '#shared/phone-display'
import { useAction } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, DayInput, notify } from '#web/ui'
import {
  changeQualification,
  getQualification,
  type Qualification,
  type QualificationKind,
  qualificationKinds,
  type QualificationRule,
} from '../contract.ts'
import classes from './qualification.module.css'

const today = () => new Intl.DateTimeFormat('sv-SE').format(new Date())
const withList = new Set<QualificationKind>(['listed', 'zone'])

export function QualificationForm({ qualification: { rules, calls, wouldHold } }: { qualification: Qualification }) {
  const t = useText()
  const format = useFormat()
  const mayManage = useCan('qualification.manage')
  const [chosen, setChosen] = useState(rules)
  const change = useAction(changeQualification, {
    reads: [getQualification],
    onSuccess: () => notify(t('qualification.saved')),
  })
  const set = (kind: QualificationKind, patch: Partial<QualificationRule>) =>
    setChosen(chosen.map((rule) => (rule.kind === kind ? { ...rule, ...patch } : rule)))
  const toggle = (kind: QualificationKind, least: number | null, on: boolean) => {
    const others = chosen.filter((rule) => rule.kind !== kind)
    setChosen(on ? [...others, { kind, since: today(), least, list: [] }] : others)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate({ body: { rules: chosen } })
      }}
    >
      <Card>
        {qualificationKinds.map((kind) => {
          const rule = chosen.find((one) => one.kind === kind)
          const tried = wouldHold.find((one) => one.kind === kind)!
          const isSaved = rule && rules.some((one) => JSON.stringify(one) === JSON.stringify(rule))
          return (
            <div key={kind} className={classes['rule']}>
              <Switch
                checked={rule !== undefined}
                disabled={!mayManage}
                onChange={(event) => toggle(kind, tried.least, event.currentTarget.checked)}
                label={t(`qualification.kinds.${kind}`)}
                description={t(`qualification.help.${kind}`)}
              />
              <div className={classes['bounds']}>
                {rule && tried.least !== null && (
                  <NumberInput
                    size="xs"
                    disabled={!mayManage}
                    label={t(`qualification.least.${kind as 'scan' | 'short' | 'repeated'}`)}
                    value={rule.least ?? tried.least}
                    min={1}
                    max={10_000}
                    allowDecimal={false}
                    onChange={(value) => set(kind, { least: Number(value) || 1 })}
                  />
                )}
                {rule && withList.has(kind) && (
                  <TagsInput
                    size="xs"
                    disabled={!mayManage}
                    label={t(`qualification.list.${kind as 'listed' | 'zone'}`)}
                    data={kind === 'zone' ? frenchZones : []}
                    value={rule.list}
                    onChange={(list) => set(kind, { list })}
                  />
                )}
                {rule && (
                  <DayInput
                    size="xs"
                    disabled={!mayManage}
                    label={t('qualification.since')}
                    value={rule.since}
                    clearable={false}
                    onChange={(day) => day && set(kind, { since: day })}
                  />
                )}
                {(!rule || isSaved) && (
                  <Text size="xs" c="var(--soft)">
                    {t('qualification.wouldHold', {
                      count: tried.calls,
                      held: format.number(tried.calls),
                      calls: format.number(calls),
                    })}
                  </Text>
                )}
              </div>
            </div>
          )
        })}
        {mayManage && (
          <Group mt="md">
            <Button type="submit" loading={change.isPending}>
              {t('ui.save')}
            </Button>
          </Group>
        )}
      </Card>
    </form>
  )
}
