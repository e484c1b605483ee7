import { Menu, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Link, useNavigate } from '@tanstack/react-router'
import { listSites } from '#engine/people/contract'
import { useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { AskTwice, Chip, FormDrawer, SavingForm, Table, useEditing, useNow } from '#web/ui'
import { type CallView, createCallView, listCallViews, removeCallView } from '../contract.ts'
import { forAddress, type Search } from './call-search.ts'
import classes from './calls.module.css'
import { daysOf, localToday, periodOf } from './periods.ts'

/** Ways to look at calls that have a name: one's own, and the shared ones. */
export function SavedViews({ search }: { search: Search }) {
  const t = useText()
  const navigate = useNavigate()
  const today = localToday(useNow(60_000))
  const views = useEndpoint(listCallViews).data?.items ?? []
  const sites = useEndpoint(listSites).data?.items ?? []
  const saving = useEditing()
  const open = ({ period, search: { from, to, ...rest } }: CallView) => {
    const days = period === null ? { from, to } : period === 'last30' ? {} : daysOf(period, today)
    void navigate({ to: '/appels', search: forAddress({ by: 'campaign', ...rest, ...days }) })
  }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Chip aria-haspopup="menu">{t('calls.views.title')}</Chip>
        </Menu.Target>
        <Menu.Dropdown className={classes['menu']}>
          {views.map((view) => (
            <Menu.Item key={view.id} onClick={() => open(view)}>
              {view.name}
            </Menu.Item>
          ))}
          {views.length > 0 && <Menu.Divider />}
          <Menu.Item onClick={() => saving.open()}>{t('calls.views.keep')}</Menu.Item>
          <Menu.Divider />
          {sites.length > 1 && (
            <Menu.Item component={Link} to="/appels/sites">
              {t('calls.sites.link')}
            </Menu.Item>
          )}
          <Menu.Item component={Link} to="/appels/rapports">
            {t('reports.link')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <FormDrawer title={t('calls.views.keepTitle')} opened={saving.opened} onClose={saving.close}>
        <KeepView search={search} onDone={saving.close} />
        <OwnViews views={views.filter(({ mine }) => mine)} />
      </FormDrawer>
    </>
  )
}

function KeepView({ search, onDone }: { search: Search; onDone: () => void }) {
  const t = useText()
  const keep = useAction(createCallView, { reads: [listCallViews], inline: true })
  const form = useForm({
    initialValues: { name: '', shared: false },
    validate: { name: (name) => (name.trim() ? null : t('calls.views.nameMissing')) },
  })
  const { from, to, ...rest } = search
  const period = periodOf({ from, to }, localToday())
  const save = ({ name, shared }: typeof form.values) =>
    keep.mutateAsync({
      body: {
        name,
        shared,
        period: period === 'chosen' ? null : period,
        search: period === 'chosen' ? { ...rest, from, to } : rest,
      },
    })
  return (
    <SavingForm
      form={form}
      save={save}
      fieldOf={{ 'value.taken': 'name' }}
      onDone={onDone}
      onCancel={onDone}
      action={t('calls.views.save')}
    >
      <TextInput
        {...form.getInputProps('name')}
        label={t('calls.views.name')}
        description={t('calls.views.help')}
        data-autofocus
      />
      <Switch {...form.getInputProps('shared', { type: 'checkbox' })} label={t('calls.views.shared')} />
    </SavingForm>
  )
}

function OwnViews({ views }: { views: CallView[] }) {
  const t = useText()
  const remove = useAction(removeCallView, { reads: [listCallViews] })
  if (views.length === 0) return null
  return (
    <Table
      label={t('calls.views.own')}
      columns={[
        { key: 'name', head: t('calls.views.own'), render: ({ name }) => name },
        {
          key: 'remove',
          head: '',
          align: 'right',
          render: ({ id, name }) => (
            <AskTwice
              name={t('calls.views.remove')}
              label={t('calls.views.removeOne', { name })}
              forGood={t('calls.views.removeForGood')}
              pending={remove.isPending}
              onSure={() => remove.mutate({ params: { id } })}
            />
          ),
        },
      ]}
      rows={views}
      rowKey={({ id }) => id}
    />
  )
}
