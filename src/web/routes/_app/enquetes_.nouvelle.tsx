import { createFileRoute } from '@tanstack/react-router'
import { NewSurveyPage } from '#customer/surveys/web'

export const Route = createFileRoute('/_app/enquetes_/nouvelle')({ component: NewSurveyPage })
