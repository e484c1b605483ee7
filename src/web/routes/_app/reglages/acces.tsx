import { createFileRoute } from '@tanstack/react-router'
import { MembersSettings } from '#web/session'

export const Route = createFileRoute('/_app/reglages/acces')({ component: MembersSettings })
