import { createFileRoute } from '@tanstack/react-router'
import { TeamPage } from '#engine/people/web'

export const Route = createFileRoute('/_app/reglages/equipes/$id')({ component: Screen })

function Screen() {
  const { id } = Route.useParams()
  return <TeamPage key={id} id={id} />
}
