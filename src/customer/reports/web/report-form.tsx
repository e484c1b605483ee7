import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { listCallViews } from '#customer/calls/contract'
import { listOwners } from '#engine/requests/contract'
import { type ApiError, useAction, useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan, useMe } from '#web/session'
import { RowForm, Select } from '#web/ui'
import { listReportSubscriptions, type Rhythm, rhythms, sendReportTo, subscribeToReport } from '../contract.ts'

const ofSites = 'sites'

/** Which report, how often, for whom: oneself, or a colleague for those who may. */
export function ReportForm() {
  const t = useText()
  const { userId } = useMe()
  const [maySend, mayList] = [useCan('reports.send'), useCan('requests.read')]
  const views = useEndpoint(listCallViews).data?.items ?? []
  const colleagues = useEndpoint(listOwners, {}, { enabled: maySend && mayList }).data?.items ?? []
  const form = useForm({ initialValues: { report: ofSites, every: 'week' as Rhythm, memberId: userId } })
  const taken = { reads: [listReportSubscriptions], inline: true }
  const own = useAction(subscribeToReport, taken)
  const theirs = useAction(sendReportTo, taken)
  const submit = form.onSubmit(({ report, every, memberId }) => {
    const body = { viewId: report === ofSites ? null : report, every }
    const onError = (refusal: ApiError) =>
      form.setFieldError('report', refusal.code === 'value.taken' ? t('reports.taken') : refusal.message)
    if (memberId === userId) own.mutate({ body }, { onError })
    else theirs.mutate({ body: { ...body, memberId } }, { onError })
  })
  return (
    <RowForm onSubmit={submit}>
      <Select
        label={t('reports.which')}
        data={[
          { value: ofSites, label: t('calls.sites.title') },
          ...views.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps('report')}
      />
      <Select
        label={t('reports.every')}
        data={rhythms.map((value) => ({ value, label: t(`reports.rhythms.${value}`) }))}
        {...form.getInputProps('every')}
      />
      {colleagues.length > 0 && (
        <Select
          label={t('reports.to')}
          data={[
            { value: userId, label: t('reports.me') },
            ...colleagues.filter(({ id }) => id !== userId).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...form.getInputProps('memberId')}
        />
      )}
      <Button type="submit" loading={own.isPending || theirs.isPending}>
        {t('reports.addOne')}
      </Button>
    </RowForm>
  )
}
