import { createFileRoute } from '@tanstack/react-router'
import { Respondent } from '#customer/surveys/web'
import { AnswerPage } from '#engine/questionnaires/web'

export const Route = createFileRoute('/_app/ecoute/reponses_/$id')({ component: Screen })

function Screen() {
  const { id } = Route.useParams()
  return <AnswerPage key={id} id={id} aside={<Respondent answerId={id} />} />
}
