import { createFileRoute } from '@tanstack/react-router'
import { comeBack, ComeBackFailed } from '#web/session'

export const Route = createFileRoute('/connexion_/retour')({
  beforeLoad: ({ context }) => comeBack(context.queries),
  errorComponent: ComeBackFailed,
})
