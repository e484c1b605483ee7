import { Button, Switch } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Empty, Listed, Page, Table, Tag, type Column } from '#web/ui'
import { disableRule, enableRule, getVocabulary, listRules, type Rule } from '../contract.ts'
import { useRuleWords } from './words.ts'

/** What the house does by itself: when something happens, if it is so, then this. */
export function RulesSettings() {
  const t = useText()
  const navigate = useNavigate()
  const rules = useEndpoint(listRules, {}, { topic: 'rules' })
  const mayManage = useCan('rules.manage')
  const columns = useColumns(mayManage)
  const add = mayManage && (
    <Button component={Link} to="/reglages/regles/nouvelle">
      {t('rules.add')}
    </Button>
  )
  const empty = (
    <Empty title={t('rules.none')} action={add}>
      {t('rules.noneHelp')}
    </Empty>
  )
  return (
    <Page title={t('rules.title')} actions={rules.data?.items.length ? add : undefined}>
      <Listed query={rules} empty={empty}>
        {(items) => (
          <Card pad={false}>
            <Table
              label={t('rules.title')}
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              onOpen={({ id, ownScreen }) =>
                void (ownScreen
                  ? navigate({ to: '/reglages/alertes' })
                  : navigate({ to: '/reglages/regles/$id', params: { id } }))
              }
            />
          </Card>
        )}
      </Listed>
    </Page>
  )
}

function useColumns(mayManage: boolean): Column<Rule>[] {
  const t = useText()
  const format = useFormat()
  const vocabulary = useEndpoint(getVocabulary).data
  const { eventName } = useRuleWords({ choices: vocabulary?.choices ?? {} })
  return [
    {
      key: 'name',
      head: t('rules.name'),
      render: ({ name, on, stopped, problems, ownScreen }) => (
        <>
          {ownScreen ? t('rules.missedCallAlert') : name} {stopped && <Tag tone="lost">{t('rules.stopped')}</Tag>}
          {problems.length > 0 && <Tag tone="attention">{t('rules.broken')}</Tag>}
          <small>{stopped?.message ?? problems[0]?.message ?? eventName(on)}</small>
        </>
      ),
    },
    {
      key: 'does',
      head: t('rules.does'),
      hideOnPhone: true,
      render: ({ actions }) =>
        [...new Set(actions.map(({ kind }) => t(`rules.actions.${kind}.name` as 'rules.actions.mail.name')))].join(
          ', ',
        ),
    },
    {
      key: 'fired',
      head: t('rules.firedIn30'),
      align: 'right',
      hideOnPhone: true,
      render: ({ fired, lastFiredAt }) => (
        <>
          {format.number(fired)}
          {lastFiredAt && <small>{format.ago(lastFiredAt)}</small>}
        </>
      ),
    },
    { key: 'on', head: t('rules.atWork'), align: 'right', render: (rule) => <OnOff of={rule} mayManage={mayManage} /> },
  ]
}

export function OnOff({ of: { id, name, enabled, ownScreen }, mayManage }: { of: Rule; mayManage: boolean }) {
  const t = useText()
  const reads = [listRules]
  const enable = useAction(enableRule, { reads })
  const disable = useAction(disableRule, { reads })
  const { mutate, isPending } = enabled ? disable : enable
  return (
    <Switch
      display="inline-block"
      checked={enabled}
      disabled={!mayManage || ownScreen || isPending}
      aria-label={t('rules.atWorkOne', { name })}
      onChange={() => mutate({ params: { id } })}
    />
  )
}
