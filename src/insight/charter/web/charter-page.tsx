import { Button, Group } from '@mantine/core'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Copy, Empty, Failure, FormDrawer, Loading, Page, useEditing, Words } from '#web/ui'
import { type Charter, type Commitment, getCharter, publishCharter, withdrawCharter } from '../contract.ts'
import { CommitmentCard } from './commitment-card.tsx'
import { CommitmentForm } from './commitment-form.tsx'
import classes from './charter.module.css'

/** What the company promises both faces, and what both say of it. */
export function CharterPage() {
  const t = useText()
  const format = useFormat()
  const charter = useEndpoint(getCharter)
  const mayManage = useCan('charter.manage')
  const editing = useEditing<Commitment>()
  const { data } = charter
  const inForce = data?.items.filter(({ archivedAt }) => !archivedAt) ?? []
  const past = data?.items.filter(({ archivedAt }) => archivedAt) ?? []
  const add = mayManage && <Button onClick={() => editing.open()}>{t('charter.add')}</Button>
  const card = (commitment: Commitment) => (
    <CommitmentCard key={commitment.id} commitment={commitment} onEdit={() => editing.open(commitment)} />
  )
  return (
    <Page title={t('charter.title')} actions={add}>
      <Words>{t('charter.what')}</Words>
      {!data && (charter.isError ? <Failure error={charter.error} retry={charter.refetch} /> : <Loading lines={8} />)}
      {data && inForce.length === 0 && (
        <Empty title={t('charter.none')} action={add}>
          {t('charter.noneHelp')}
        </Empty>
      )}
      {data && inForce.length > 0 && (
        <>
          <p className={classes['soft']}>
            {data.wave ? t('charter.employeesOf', { name: data.wave.name }) : t('charter.noWave')} ·{' '}
            {t('charter.customersOf', { from: format.day(data.from), to: format.day(data.to) })}
          </p>
          {inForce.map(card)}
          {mayManage && <PublicPage url={data.url} />}
        </>
      )}
      {past.length > 0 && (
        <details>
          <summary>{t('charter.past', { count: past.length })}</summary>
          <div className={classes['stack']}>{past.map(card)}</div>
        </details>
      )}
      <FormDrawer title={editing.subject?.title ?? t('charter.add')} opened={editing.opened} onClose={editing.close}>
        <CommitmentForm commitment={editing.subject} colleagues={data?.colleagues ?? []} onDone={editing.close} />
      </FormDrawer>
    </Page>
  )
}

function PublicPage({ url }: Pick<Charter, 'url'>) {
  const t = useText()
  const publish = useAction(publishCharter, { reads: [getCharter] })
  const withdraw = useAction(withdrawCharter, { reads: [getCharter] })
  return (
    <Group gap="md">
      {url ? (
        <>
          <span className={classes['soft']}>{t('charter.published')}</span>
          <Copy value={url} label={t('charter.address')} />
          <Button variant="default" size="xs" loading={withdraw.isPending} onClick={() => withdraw.mutate({})}>
            {t('charter.withdraw')}
          </Button>
        </>
      ) : (
        <>
          <span className={classes['soft']}>{t('charter.unpublished')}</span>
          <Button variant="default" size="xs" loading={publish.isPending} onClick={() => publish.mutate({})}>
            {t('charter.publish')}
          </Button>
        </>
      )}
    </Group>
  )
}
