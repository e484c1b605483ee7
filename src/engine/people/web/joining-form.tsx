import { Checkbox, SegmentedControl, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { DayInput, SavingForm, Select } from '#web/ui'
import { listEmployees, type Who } from '../contract.ts'

export type Joining = { who: Who; since?: string; leads?: boolean }
type JoiningFormProps = {
  /** Those who are there already. */
  except: string[]
  mayLead?: boolean
  join: (joining: Joining) => Promise<unknown>
  onDone: () => void
}

/** Asks who joins: somebody known, a member who is in no team yet, or somebody new; and from which day on. */
export function JoiningForm({ except, mayLead = false, join, onDone }: JoiningFormProps) {
  const t = useText()
  const known = useEndpoint(listEmployees, {}, { topic: 'teams' }).data
  const form = useForm({
    initialValues: { how: 'known', who: null as string | null, name: '', since: null as string | null, leads: false },
    validate: {
      who: (who, { how }) => (how === 'new' || who ? null : t('teams.whoMissing')),
      name: (name, { how }) => (how === 'known' || name.trim() ? null : t('teams.whoNameMissing')),
      since: (day) => (day && new Date(`${day}T00:00`) > new Date() ? t('errors.membership.in_future') : null),
    },
  })
  const isNew = form.values.how === 'new'
  const save = ({ who, name, since, leads }: typeof form.values) => {
    const [kind, id] = (who ?? '').split(' ')
    return join({
      who: isNew ? { name } : kind === 'member' ? { memberId: id! } : { employeeId: id! },
      ...(since && { since: new Date(`${since}T00:00`).toISOString() }),
      ...(mayLead && { leads }),
    })
  }
  const employees = known?.items.filter(({ id }) => !except.includes(id)) ?? []
  const data = [
    { group: t('teams.employees'), items: employees.map(({ id, name }) => ({ value: `employee ${id}`, label: name })) },
    {
      group: t('teams.membersOnly'),
      items: (known?.others ?? []).map(({ memberId, name }) => ({ value: `member ${memberId}`, label: name })),
    },
  ].filter(({ items }) => items.length > 0)
  return (
    <SavingForm
      form={form}
      save={save}
      fieldOf={{ 'membership.already': isNew ? 'name' : 'who' }}
      onDone={onDone}
      onCancel={onDone}
      action={t('teams.join')}
    >
      <SegmentedControl
        {...form.getInputProps('how')}
        aria-label={t('teams.who')}
        data={[
          { value: 'known', label: t('teams.known') },
          { value: 'new', label: t('teams.new') },
        ]}
      />
      {isNew ? (
        <TextInput
          {...form.getInputProps('name')}
          label={t('teams.whoName')}
          description={t('teams.whoNameHelp')}
          maxLength={120}
          autoComplete="off"
        />
      ) : (
        <Select
          {...form.getInputProps('who')}
          data={data}
          label={t('teams.who')}
          description={t('teams.whoHelp')}
          nothingFoundMessage={t('teams.nobodyOfThatName')}
          data-autofocus
        />
      )}
      <DayInput {...form.getInputProps('since')} label={t('teams.since')} description={t('teams.sinceHelp')} />
      {mayLead && (
        <Checkbox {...form.getInputProps('leads', { type: 'checkbox' })} label={t('teams.leads')} size="sm" />
      )}
    </SavingForm>
  )
}
