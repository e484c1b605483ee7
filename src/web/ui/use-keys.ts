import { randomId } from '@mantine/hooks'
import { useState } from 'react'

/** Keys for the entries of an edited list that have no name: each keeps its own when one before it goes. */
export function useKeys(length: number): { keys: readonly string[]; forget: (index: number) => void } {
  const [keys, setKeys] = useState<readonly string[]>([])
  if (keys.length !== length)
    setKeys([...keys.slice(0, length), ...Array.from({ length: Math.max(0, length - keys.length) }, () => randomId())])
  return { keys, forget: (index) => setKeys(keys.toSpliced(index, 1)) }
}
