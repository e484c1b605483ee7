import { useState } from 'react'
import { useNavigate } from '@tanstack/react-router'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { Card, Failure, Loading, notify, Page } from '#web/ui'
import { createRule, getVocabulary, listRules } from '../contract.ts'
import { RuleEditor } from './rule-editor.tsx'
import { fromTemplate, type Template, templates } from './templates.ts'
import classes from './rules.module.css'

/** A new rule: one to begin with, then the editor. */
export function NewRulePage() {
  const t = useText()
  const navigate = useNavigate()
  const vocabulary = useEndpoint(getVocabulary)
  const [template, setTemplate] = useState<Template>()
  const create = useAction(createRule, {
    inline: true,
    reads: [listRules],
    onSuccess: ({ id, name }) => {
      notify(t('rules.created', { name }))
      return navigate({ to: '/reglages/regles/$id', params: { id } })
    },
  })
  return (
    <Page title={t('rules.add')}>
      {!template && (
        <Card title={t('rules.beginWith')}>
          <div className={classes['templates']}>
            {templates.map((one) => (
              <button key={one} type="button" onClick={() => setTemplate(one)}>
                {t(`rules.templates.${one}.name`)}
                <small>{t(`rules.templates.${one}.help`)}</small>
              </button>
            ))}
          </div>
        </Card>
      )}
      {template && !vocabulary.data && (vocabulary.isError ? <Failure error={vocabulary.error} /> : <Loading />)}
      {template && vocabulary.data && (
        <RuleEditor
          initial={fromTemplate(template, t)}
          problems={{}}
          vocabulary={vocabulary.data}
          save={(body) => create.mutateAsync({ body: { ...body, enabled: true } })}
          action={t('rules.create')}
        />
      )}
    </Page>
  )
}
