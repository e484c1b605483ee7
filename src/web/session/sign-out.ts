import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { signOut } from '#kernel/auth/contract'
import { useAction } from '#web/api'

/** Closes the session; nothing that was read stays on this device. */
export function useSignOut(): () => void {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const action = useAction(signOut, {
    onSuccess: async () => {
      await navigate({ to: '/connexion', search: {} })
      queries.clear()
    },
  })
  return () => action.mutate({})
}
