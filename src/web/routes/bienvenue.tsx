import { createFileRoute } from '@tanstack/react-router'
import { leaveOnceSetUp, WelcomePage } from '#web/session'

export const Route = createFileRoute('/bienvenue')({ beforeLoad: leaveOnceSetUp, component: WelcomePage })
