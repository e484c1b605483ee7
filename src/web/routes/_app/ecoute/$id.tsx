import { createFileRoute } from '@tanstack/react-router'
import { ResultsPage, ResultsSearch } from '#engine/questionnaires/web'

export const Route = createFileRoute('/_app/ecoute/$id')({
  validateSearch: (search) => ResultsSearch.safeParse(search).data ?? {},
  component: Screen,
})

function Screen() {
  const { id } = Route.useParams()
  return <ResultsPage key={id} id={id} />
}
