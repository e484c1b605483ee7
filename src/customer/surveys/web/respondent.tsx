import { Link } from '@tanstack/react-router'
import { useEndpoint } from '#web/api'
import { useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Card } from '#web/ui'
import { getRespondent } from '../contract.ts'

/** Who gave an answer, to whoever may know it and where they agreed to be called back. */
export function Respondent({ answerId }: { answerId: string }) {
  const t = useText()
  const may = useCan('contacts.read')
  const { data } = useEndpoint(getRespondent, { params: { id: answerId } }, { enabled: may })
  if (!data || data.hidden === 'passer') return null
  return (
    <Card title={t('surveys.respondent')}>
      {data.contact ? (
        <Link to="/clients/$id" params={{ id: data.contact.id }}>
          {data.contact.name || data.contact.email || data.contact.phones[0]}
        </Link>
      ) : (
        t(`surveys.hidden.${data.hidden!}`)
      )}
    </Card>
  )
}
