import { createFileRoute } from '@tanstack/react-router'
import { ContactPage } from '#customer/crm/web'

export const Route = createFileRoute('/_app/clients/$id')({ component: Screen })

function Screen() {
  const { id } = Route.useParams()
  return <ContactPage key={id} id={id} />
}
