import { createFileRoute } from '@tanstack/react-router'
import { SurveysPage } from '#customer/surveys/web'

export const Route = createFileRoute('/_app/enquetes')({ component: SurveysPage })
