import { createFileRoute } from '@tanstack/react-router'
import { InvitationPage } from '#web/session'

export const Route = createFileRoute('/invitation/$token')({ component: InvitationPage })
