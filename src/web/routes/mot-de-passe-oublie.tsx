import { createFileRoute } from '@tanstack/react-router'
import { ForgottenPasswordPage } from '#web/session'

export const Route = createFileRoute('/mot-de-passe-oublie')({ component: ForgottenPasswordPage })
