import { Radio, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate } from '@tanstack/react-router'
import { useAction, useEndpoint } from '#web/api'
import { useLanguage, useText } from '#web/i18n'
import { SavingForm } from '#web/ui'
import { questionsOf } from '#shared/questionnaire/definition'
import { textIn } from '#shared/questionnaire/text'
import { createQuestionnaire, listQuestionnaires, listTemplates, type QuestionnaireTemplate } from '../contract.ts'

const nothing = 'nothing'

/** From a template or from nothing; the name follows until it is written. */
export function NewQuestionnaire({ onDone }: { onDone: () => void }) {
  const t = useText()
  const language = useLanguage()
  const navigate = useNavigate()
  const templates = useEndpoint(listTemplates).data?.items ?? []
  const create = useAction(createQuestionnaire, { reads: [listQuestionnaires], inline: true })
  const form = useForm({
    initialValues: { name: '', template: nothing, audience: 'customers' as 'customers' | 'employees' },
    validate: { name: (name) => (name.trim() ? null : t('questionnaires.nameMissing')) },
  })
  const titleOf = ({ definition }: QuestionnaireTemplate) => textIn(definition.title, language, definition)
  const choose = (id: string) => {
    const template = templates.find((one) => one.id === id)
    form.setFieldValue('template', id)
    if (!template) return
    form.setFieldValue('audience', template.audience)
    if (!form.values.name || templates.some((one) => titleOf(one) === form.values.name))
      form.setFieldValue('name', titleOf(template))
  }
  const save = async ({ name, template, audience }: typeof form.values) => {
    const { id } = await create.mutateAsync({
      body: { name, audience, template: template === nothing ? undefined : template },
    })
    await navigate({ to: '/ecoute/$id/questions', params: { id } })
  }
  return (
    <SavingForm form={form} save={save} onDone={onDone} onCancel={onDone} action={t('questionnaires.begin')}>
      <Radio.Group label={t('questionnaires.beginWith')} value={form.values.template} onChange={choose}>
        <Stack gap="xs" mt="xs">
          <Radio value={nothing} label={t('questionnaires.empty')} />
          {templates.map((template) => (
            <Radio
              key={template.id}
              value={template.id}
              label={titleOf(template)}
              description={[
                t(`questionnaires.audiences.${template.audience}`),
                t('questionnaires.questionCount', { count: questionsOf(template.definition).length }),
              ].join(' · ')}
            />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput {...form.getInputProps('name')} label={t('questionnaires.name')} maxLength={120} data-autofocus />
      {form.values.template === nothing && (
        <Radio.Group {...form.getInputProps('audience')} label={t('questionnaires.audience')}>
          <Stack gap="xs" mt="xs">
            <Radio value="customers" label={t('questionnaires.audiences.customers')} />
            <Radio value="employees" label={t('questionnaires.audiences.employees')} />
          </Stack>
        </Radio.Group>
      )}
    </SavingForm>
  )
}
