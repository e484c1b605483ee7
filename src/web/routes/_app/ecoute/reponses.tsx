import { createFileRoute } from '@tanstack/react-router'
import { AnswersPage, AnswersSearch } from '#engine/questionnaires/web'

export const Route = createFileRoute('/_app/ecoute/reponses')({
  validateSearch: (search) => AnswersSearch.safeParse(search).data ?? {},
  component: AnswersPage,
})
