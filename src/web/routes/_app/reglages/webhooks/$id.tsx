import { createFileRoute } from '@tanstack/react-router'
import { WebhookPage } from '#engine/webhooks/web'

export const Route = createFileRoute('/_app/reglages/webhooks/$id')({ component: Screen })

function Screen() {
  const { id } = Route.useParams()
  return <WebhookPage key={id} id={id} />
}
