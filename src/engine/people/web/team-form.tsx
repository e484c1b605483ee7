import { TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { SavingForm, Select } from '#web/ui'
import { createTeam, listSites, listTeams, type Team, updateTeam } from '../contract.ts'

type TeamFormProps = {
  team?: Team
  /** Chosen at the beginning, for a new one. */
  siteId?: string
  onDone: (made?: Team) => void
}

export function TeamForm({ team, siteId, onDone }: TeamFormProps) {
  const t = useText()
  const sites = useEndpoint(listSites, {}, { topic: 'sites' }).data?.items ?? []
  const create = useAction(createTeam, { reads: [listTeams], inline: true })
  const update = useAction(updateTeam, { reads: [listTeams], inline: true })
  const form = useForm({
    initialValues: { name: team?.name ?? '', siteId: team ? team.siteId : (siteId ?? null) },
    validate: { name: (name) => (name.trim() ? null : t('teams.nameMissing')) },
  })
  const save = async (body: typeof form.values) =>
    onDone(team ? await update.mutateAsync({ params: { id: team.id }, body }) : await create.mutateAsync({ body }))
  return (
    <SavingForm
      form={form}
      save={save}
      fieldOf={{ 'value.taken': 'name', 'scope.beyond': 'siteId' }}
      onDone={() => {}}
      onCancel={() => onDone()}
      action={team ? t('ui.save') : t('teams.add')}
    >
      <TextInput
        {...form.getInputProps('name')}
        label={t('teams.name')}
        placeholder={t('teams.nameExample')}
        maxLength={80}
        data-autofocus
      />
      <Select
        {...form.getInputProps('siteId')}
        data={sites.map(({ id, name }) => ({ value: id, label: name }))}
        label={t('sites.site')}
        description={t('teams.siteHelp')}
        placeholder={t('teams.noSite')}
        clearable
        clearButtonProps={{ 'aria-label': t('ui.clear') }}
      />
    </SavingForm>
  )
}
