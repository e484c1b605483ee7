import { createFileRoute } from '@tanstack/react-router'
import { SurveyPage } from '#customer/surveys/web'

export const Route = createFileRoute('/_app/enquetes_/$id')({ component: Screen })

function Screen() {
  const { id } = Route.useParams()
  return <SurveyPage key={id} id={id} />
}
