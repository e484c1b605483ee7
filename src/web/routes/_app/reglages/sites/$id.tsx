import { createFileRoute } from '@tanstack/react-router'
import { SitePage } from '#engine/people/web'

export const Route = createFileRoute('/_app/reglages/sites/$id')({ component: Screen })

function Screen() {
  const { id } = Route.useParams()
  return <SitePage key={id} id={id} />
}
