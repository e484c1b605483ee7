import { createFileRoute } from '@tanstack/react-router'
import { TeamsSettings } from '#engine/people/web'

export const Route = createFileRoute('/_app/reglages/equipes/')({ component: TeamsSettings })
