import { Button } from '@mantine/core'
import { type AuditChain, getAuditChain, verifyAuditChain } from '#kernel/audit/contract'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Copy, Failure, Loading, Tag } from '#web/ui'
import classes from './audit.module.css'

/** Whether the log is as it was sealed, up to where, and the hash to write down elsewhere. */
export function ChainState() {
  const t = useText()
  const chain = useEndpoint(getAuditChain)
  const verify = useAction(verifyAuditChain, { reads: [getAuditChain] })
  if (!chain.data) return chain.isError ? <Failure error={chain.error} retry={chain.refetch} /> : <Loading lines={2} />
  return (
    <Card>
      <div className={classes['chain']}>
        <Verdict chain={chain.data} />
        <Button variant="default" size="xs" loading={verify.isPending} onClick={() => verify.mutate({})}>
          {t('audit.chain.verify')}
        </Button>
      </div>
      {chain.data.seq > 0 && (
        <details className={classes['head']}>
          <summary>{t('audit.chain.head')}</summary>
          <p>{t('audit.chain.headHelp')}</p>
          <Copy value={`${chain.data.seq}:${chain.data.hash}`} label={t('audit.chain.head')} />
          <p>
            {t('audit.chain.keep', {
              read: chain.data.keepDays.read,
              change: chain.data.keepDays.change,
              address: chain.data.keepDays.address,
            })}
          </p>
        </details>
      )}
    </Card>
  )
}

function Verdict({ chain: { seq, verified } }: { chain: AuditChain }) {
  const t = useText()
  const format = useFormat()
  if (seq === 0) return <p>{t('audit.chain.none')}</p>
  if (!verified) return <p>{t('audit.chain.unverified', { seq: format.number(seq) })}</p>
  const { broken, at } = verified
  if (broken) {
    return (
      <p role="alert">
        <Tag tone="lost">{t('audit.chain.broken')}</Tag>{' '}
        {t(`audit.chain.reason.${broken.reason}`, { seq: format.number(broken.seq) })}{' '}
        <small>{t('audit.chain.brokenHelp')}</small>
      </p>
    )
  }
  return (
    <p>
      <Tag tone="good">{t('audit.chain.intact')}</Tag>{' '}
      {t('audit.chain.intactUpTo', { seq: format.number(verified.seq), when: format.dateTime(at) })}{' '}
      {seq > verified.seq && <small>{t('audit.chain.since', { count: seq - verified.seq })}</small>}
    </p>
  )
}
