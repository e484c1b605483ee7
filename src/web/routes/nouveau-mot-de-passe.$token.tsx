import { createFileRoute } from '@tanstack/react-router'
import { NewPasswordPage } from '#web/session'

export const Route = createFileRoute('/nouveau-mot-de-passe/$token')({ component: NewPasswordPage })
