import { createFileRoute } from '@tanstack/react-router'
import { RulePage } from '#engine/rules/web'

export const Route = createFileRoute('/_app/reglages/regles/$id')({ component: Screen })

function Screen() {
  const { id } = Route.useParams()
  return <RulePage key={id} id={id} />
}
