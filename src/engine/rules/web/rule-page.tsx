import { Group } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { AskTwice, Failure, Loading, notify, Page } from '#web/ui'
import {
  changeRule,
  getVocabulary,
  listFirings,
  listRules,
  removeRule,
  type Rule,
  type Vocabulary,
} from '../contract.ts'
import { Firings } from './firings.tsx'
import { RuleEditor } from './rule-editor.tsx'
import { OnOff } from './rules-settings.tsx'

/** One rule: its editor, and what it did. */
export function RulePage({ id }: { id: string }) {
  const t = useText()
  const rules = useEndpoint(listRules, {}, { topic: 'rules' })
  const vocabulary = useEndpoint(getVocabulary)
  const rule = rules.data?.items.find((one) => one.id === id)
  if (rule && vocabulary.data) return <Opened rule={rule} vocabulary={vocabulary.data} />
  const failed = rules.error ?? vocabulary.error
  return (
    <Page title={rules.data && !rule ? t('errors.rule.not_found') : t('rules.title')}>
      {failed ? <Failure error={failed} /> : rules.data && !rule ? <Back /> : <Loading />}
    </Page>
  )
}

function Back() {
  const t = useText()
  return (
    <p>
      <Link to="/reglages/regles">{t('rules.all')}</Link>
    </p>
  )
}

function Opened({ rule, vocabulary }: { rule: Rule; vocabulary: Vocabulary }) {
  const t = useText()
  const navigate = useNavigate()
  const mayManage = useCan('rules.manage')
  const params = { id: rule.id }
  const change = useAction(changeRule, {
    inline: true,
    reads: [listRules],
    onSuccess: () => notify(t('rules.saved')),
  })
  const remove = useAction(removeRule, {
    reads: [listRules, listFirings],
    onSuccess: () => {
      notify(t('rules.removed', { name: rule.name }))
      return navigate({ to: '/reglages/regles' })
    },
  })
  const { name, on, siteId, condition, actions, maxPerHour } = rule
  return (
    <Page
      title={name}
      actions={<OnOff of={rule} mayManage={mayManage} />}
      lead={rule.stopped ? rule.stopped.message : undefined}
    >
      <RuleEditor
        initial={{ name, on, siteId, condition, actions, maxPerHour }}
        problems={Object.fromEntries(rule.problems.map(({ path, message }) => [path, message]))}
        vocabulary={vocabulary}
        save={mayManage ? (body) => change.mutateAsync({ params, body }) : undefined}
        action={t('ui.save')}
      />
      <Firings ruleId={rule.id} vocabulary={vocabulary} mayRetry={mayManage} />
      <Group justify="space-between">
        <Back />
        {mayManage && (
          <AskTwice
            name={t('rules.remove')}
            label={t('rules.remove')}
            forGood={t('rules.removeForGood')}
            pending={remove.isPending}
            onSure={() => remove.mutate({ params })}
          />
        )}
      </Group>
    </Page>
  )
}
