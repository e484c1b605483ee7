import { useState } from 'react'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { offerUndo } from '#web/ui'
import { listConnections, removeConnection, type VoiceConnection } from '../contract.ts'

/** A connection's secret cannot be given back: it leaves the screen at once, and the server when nobody took it back. */
export function useRemovals() {
  const t = useText()
  const action = useAction(removeConnection, { reads: [listConnections] })
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set())
  const comeBack = (id: string) => setLeaving((ids) => new Set([...ids].filter((other) => other !== id)))

  return {
    has: (id: string) => leaving.has(id),
    remove({ id, name }: VoiceConnection) {
      setLeaving((ids) => new Set([...ids, id]))
      offerUndo(t('voice.removed', { name }), {
        undo: () => comeBack(id),
        kept: () => action.mutate({ params: { id } }, { onError: () => comeBack(id) }),
      })
    },
  }
}
