import { createFileRoute } from '@tanstack/react-router'
import { OneToOnePage } from '#employee/coaching/web'

export const Route = createFileRoute('/_app/entretiens_/$id')({ component: Screen })

function Screen() {
  const { id } = Route.useParams()
  return <OneToOnePage key={id} id={id} />
}
