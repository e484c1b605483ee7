import { createFileRoute } from '@tanstack/react-router'
import { WavePage } from '#employee/listening/web'

export const Route = createFileRoute('/_app/barometre_/$id')({ component: Screen })

function Screen() {
  const { id } = Route.useParams()
  return <WavePage key={id} id={id} />
}
