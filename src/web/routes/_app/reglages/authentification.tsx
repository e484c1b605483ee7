import { createFileRoute } from '@tanstack/react-router'
import { SignInSettings } from '#web/session'

export const Route = createFileRoute('/_app/reglages/authentification')({ component: SignInSettings })
