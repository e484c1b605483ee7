import { Button } from '@mantine/core'
import { useAction } from '#web/api'
import { useText } from '#web/i18n'
import { offerUndo } from '#web/ui'
import { listNumbers, listPools, restoreNumber, retireNumber, type TrackedNumber } from '../contract.ts'

const reads = [listNumbers, listPools]

/** Takes a number out of service, or back into it; both can be taken back at once. */
export function RetirementButton({ number: { id, display, retiredAt } }: { number: TrackedNumber }) {
  const t = useText()
  const retire = useAction(retireNumber, { reads })
  const restore = useAction(restoreNumber, { reads })
  const isRetired = retiredAt !== null
  const [act, takeBack] = isRetired ? [restore, retire] : [retire, restore]
  const request = { params: { id } }
  const done = t(isRetired ? 'numbers.restored' : 'numbers.retired', { phone: display })

  return (
    <Button
      variant="subtle"
      size="compact-sm"
      loading={act.isPending}
      aria-label={t(isRetired ? 'numbers.restoreOne' : 'numbers.retireOne', { phone: display })}
      onClick={() =>
        act.mutate(request, { onSuccess: () => offerUndo(done, { undo: () => takeBack.mutate(request) }) })
      }
    >
      {t(isRetired ? 'numbers.restore' : 'numbers.retire')}
    </Button>
  )
}
