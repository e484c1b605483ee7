import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { NewRequest } from '#engine/requests/web'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Failure, FormDrawer, Loading, Page, useEditing } from '#web/ui'
import { getCall, type CallDetail } from '../contract.ts'
import { CallFacts } from './call-facts.tsx'
import { CallJourney } from './call-journey.tsx'
import { CallOrigin } from './call-origin.tsx'
import { CallTags } from './call-tags.tsx'
import { CallVerdict } from './call-verdict.tsx'
import classes from './calls.module.css'
import { EarlierCalls } from './earlier-calls.tsx'
import { callerInWords } from './origin.ts'

/** One call: who, when, where it comes from and how that is known. @param beside what other rooms say of it */
export function CallPage({ id, beside }: { id: string; beside?: ReactNode }) {
  const t = useText()
  const call = useEndpoint(getCall, { params: { id } }, { topic: 'calls' })
  if (call.data) return <OneCall call={call.data} beside={beside} />
  return (
    <Page title={t('calls.one.title')} actions={<Link to="/appels">{t('calls.one.all')}</Link>}>
      {call.isError ? <Failure error={call.error} retry={call.refetch} /> : <Loading lines={8} />}
    </Page>
  )
}

function OneCall({ call, beside }: { call: CallDetail; beside: ReactNode }) {
  const t = useText()
  const mayOpen = useCan('requests.open')
  const adding = useEditing()
  const { title } = callerInWords(call, { t })
  return (
    <Page
      title={t('calls.one.titleOf', { who: title })}
      actions={
        <>
          <Link to="/appels">{t('calls.one.all')}</Link>
          {mayOpen && (
            <Button size="xs" variant="default" radius="xl" onClick={() => adding.open()}>
              {t('requests.add')}
            </Button>
          )}
          {call.caller && (
            <Button component="a" href={`tel:${call.caller}`} size="xs" variant="default" radius="xl">
              {t('calls.callBack')}
            </Button>
          )}
        </>
      }
    >
      <div className={classes['grid']}>
        <div className={classes['column']}>
          <CallOrigin call={call} />
          <CallJourney call={call} />
        </div>
        <div className={classes['column']}>
          <CallFacts call={call} />
          <CallTags call={call} />
          <CallVerdict call={call} />
          {beside}
          {call.earlierCalls.length > 0 && <EarlierCalls call={call} />}
        </div>
      </div>
      <FormDrawer title={t('requests.add')} opened={adding.opened} onClose={adding.close}>
        <NewRequest interactionId={call.id} onDone={adding.close} />
      </FormDrawer>
    </Page>
  )
}
