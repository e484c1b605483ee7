import { createFileRoute } from '@tanstack/react-router'
import { CallPage } from '#customer/calls/web'
import { CallTransmissions } from '#customer/conversions/web'

export const Route = createFileRoute('/_app/appels/$id')({ component: Screen })

function Screen() {
  const { id } = Route.useParams()
  return <CallPage key={id} id={id} beside={<CallTransmissions callId={id} />} />
}
