import { createFileRoute } from '@tanstack/react-router'
import { ListeningPage } from '#engine/questionnaires/web'

export const Route = createFileRoute('/_app/ecoute/')({ component: ListeningPage })
