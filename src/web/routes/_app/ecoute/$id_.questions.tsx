import { createFileRoute } from '@tanstack/react-router'
import { EditorPage } from '#engine/questionnaires/web'

export const Route = createFileRoute('/_app/ecoute/$id_/questions')({ component: Screen })

function Screen() {
  const { id } = Route.useParams()
  return <EditorPage key={id} id={id} />
}
