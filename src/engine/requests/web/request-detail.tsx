import { Button, Group, Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useAction, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Failure, Loading, notify, Select, Tag } from '#web/ui'
import {
  assignRequest,
  closeRequest,
  getRequest,
  listOwners,
  listRequests,
  reopenRequest,
  type RequestDetail as Detail,
} from '../contract.ts'

/** One request: its clock, who has it, what happened to it. */
export function RequestDetail({ id, onDone }: { id: string; onDone: () => void }) {
  const request = useEndpoint(getRequest, { params: { id } }, { topic: 'requests' })
  if (request.data) return <Opened of={request.data} onDone={onDone} />
  return request.isError ? <Failure error={request.error} retry={request.refetch} /> : <Loading />
}

const nobody = 'nobody'

function Opened({ of: request, onDone }: { of: Detail; onDone: () => void }) {
  const t = useText()
  const format = useFormat()
  const mayAssign = useCan('requests.assign')
  const mayClose = useCan('requests.close')
  const owners = useEndpoint(listOwners).data?.items ?? []
  const reads = [getRequest, listRequests]
  const params = { id: request.id }
  const assign = useAction(assignRequest, { reads })
  const close = useAction(closeRequest, {
    reads,
    onSuccess: () => {
      notify(t('requests.closed'))
      onDone()
    },
  })
  const reopen = useAction(reopenRequest, { reads })
  const {
    dueAt,
    timeZone,
    late,
    closedAt,
    personName,
    siteName,
    interactionId,
    answerId,
    ownerId,
    ownerName,
    history,
  } = request
  return (
    <Stack gap="md">
      <div>
        {late && <Tag tone={closedAt ? 'unsure' : 'lost'}>{t(closedAt ? 'requests.closedLate' : 'requests.late')}</Tag>}{' '}
        {t('requests.dueAt', { at: format.dateTime(dueAt, timeZone) })}
        <br />
        <small>{[personName, siteName ?? t('requests.wholeCompany')].filter(Boolean).join(' · ')}</small>
      </div>
      {interactionId && (
        <Link to="/appels/$id" params={{ id: interactionId }}>
          {t('requests.itsCall')}
        </Link>
      )}
      {answerId && (
        <Link to="/ecoute/reponses/$id" params={{ id: answerId }}>
          {t('requests.itsAnswer')}
        </Link>
      )}
      {mayAssign && !closedAt ? (
        <Select
          label={t('requests.owner')}
          data={[
            { value: nobody, label: t('requests.nobody') },
            ...owners.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={ownerId ?? nobody}
          onChange={(chosen) => assign.mutate({ params, body: { ownerId: chosen === nobody ? null : chosen } })}
        />
      ) : (
        <p>
          {t('requests.owner')} : {ownerName ?? t('requests.nobody')}
        </p>
      )}
      {mayClose && (
        <Group>
          {closedAt ? (
            <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate({ params })}>
              {t('requests.reopen')}
            </Button>
          ) : (
            <Button loading={close.isPending} onClick={() => close.mutate({ params })}>
              {t('requests.close')}
            </Button>
          )}
        </Group>
      )}
      <div>
        <h3>{t('requests.history')}</h3>
        <ol>
          {history.map(({ id, kind, at, by, ownerName: to }) => (
            <li key={id}>
              {t(`requests.steps.${kind}`, { to: to ?? t('requests.nobody') })}
              {by && ` · ${by}`} <small>{format.dateTime(at, timeZone)}</small>
            </li>
          ))}
        </ol>
      </div>
    </Stack>
  )
}
