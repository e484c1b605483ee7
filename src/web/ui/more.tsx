import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '#web/i18n'

type MoreProps = {
  /** What `useEndpointPages` gives. */
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
  /** The card around it has no padding. */
  inset?: boolean
  /** Other words than « Voir la suite ». */
  children?: ReactNode
}

/** Reads a list on; nothing at its end. */
export function More({ pages, inset = false, children }: MoreProps) {
  const t = useText()
  if (!pages.hasNextPage) return null
  return (
    <Button
      variant="default"
      size={children ? 'xs' : 'sm'}
      {...(inset ? { m: 'md' } : { mt: 'md' })}
      loading={pages.isFetchingNextPage}
      onClick={() => void pages.fetchNextPage()}
    >
      {children ?? t('ui.more')}
    </Button>
  )
}
