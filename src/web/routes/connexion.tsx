import { createFileRoute } from '@tanstack/react-router'
import { leaveToSetup, SignInPage, whereToReturn } from '#web/session'

export const Route = createFileRoute('/connexion')({
  validateSearch: whereToReturn,
  beforeLoad: leaveToSetup,
  component: SignInPage,
})
