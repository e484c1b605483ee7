import { Link } from '@tanstack/react-router'
import { listCampaigns } from '#customer/campaigns/contract'
import { listNumbers } from '#customer/numbers/contract'
import { listWebsites } from '#customer/tracking/contract'
import { listConnections } from '#customer/voice/contract'
import { listSites } from '#engine/people/contract'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card, Empty, useNow } from '#web/ui'
import { listRecipients } from '../contract.ts'
import classes from './today.module.css'
import { lastSeen, steps, stepsDone, type InPlace, type Step } from './next-steps.ts'

const places = {
  site: '/reglages/sites',
  campaign: '/campagnes',
  number: '/numeros',
  script: '/reglages/sites-web',
  telephony: '/reglages/telephonie',
  alerts: '/reglages/alertes',
} as const satisfies Record<Step, string>

/**
 * The steps that lead to the first call, ticked by themselves. Once calls come in, what is left folds away; when all
 * is done, there is only to wait.
 */
export function FirstSteps({ begun }: { begun: boolean }) {
  // Advisers have no hand in the set-up: for them, nothing is read.
  const canSetUp = useCan('voice.read')
  if (canSetUp) return <Steps begun={begun} />
  return begun ? null : <Ready />
}

function Steps({ begun }: { begun: boolean }) {
  const t = useText()
  const inPlace = useInPlace()
  if (!inPlace) return null
  const done = stepsDone(inPlace)
  const left = steps.filter((step) => !done[step]).length
  if (left === 0) return begun ? null : <Ready />
  const list = <StepList inPlace={inPlace} />
  if (!begun)
    return (
      <Card title={t('calls.steps.title')} note={t('calls.steps.note')}>
        {list}
      </Card>
    )
  return (
    <details className={classes['left']}>
      <summary>{t('calls.steps.left', { count: left })}</summary>
      {list}
    </details>
  )
}

function Ready() {
  const t = useText()
  return <Empty title={t('calls.ready.title')}>{t('calls.ready.text')}</Empty>
}

function StepList({ inPlace }: { inPlace: InPlace }) {
  const t = useText()
  const format = useFormat()
  const now = useNow(10_000).getTime()
  const done = stepsDone(inPlace)
  const next = steps.find((step) => !done[step])
  const seen = lastSeen(inPlace)
  return (
    <ol className={classes['steps']}>
      {steps.map((step) => (
        <li key={step} data-done={done[step]} aria-current={step === next ? 'step' : undefined}>
          <Link to={places[step]}>{t(`calls.steps.${step}`)}</Link>
          {done[step] && <span className="unseen"> ({t('calls.steps.done')})</span>}
          <small>
            {step === 'script' && seen
              ? t('calls.steps.seen', { ago: format.ago(seen, now) })
              : t(`calls.steps.${step}Why`)}
          </small>
        </li>
      ))}
    </ol>
  )
}

/** Undefined while one of the lists is awaited, or refused. */
function useInPlace(): InPlace | undefined {
  const sites = useEndpoint(listSites, {}, { topic: 'sites' }).data?.items
  const campaigns = useEndpoint(listCampaigns, {}, { topic: 'campaigns' }).data?.items
  const numbers = useEndpoint(listNumbers, {}, { topic: 'numbers' }).data?.items
  const websites = useEndpoint(listWebsites, {}, { topic: 'websites' }).data?.items
  const connections = useEndpoint(listConnections, {}, { topic: 'connections' }).data?.items
  const recipients = useEndpoint(listRecipients).data?.items
  if (!sites || !campaigns || !numbers || !websites || !connections || !recipients) return undefined
  return { sites, campaigns, numbers, websites, connections, recipients }
}
