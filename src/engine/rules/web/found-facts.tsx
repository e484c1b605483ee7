import type { Happening, Vocabulary } from '../contract.ts'
import { useRuleWords } from './words.ts'

/** What was asked about, and found. */
export function FoundFacts({
  found,
  noun,
  vocabulary,
}: {
  found: Happening['found']
  noun: string
  vocabulary: Vocabulary
}) {
  const { fieldName, said } = useRuleWords(vocabulary)
  if (found.length === 0) return null
  return (
    <div>
      <small>
        {found
          .map(({ field, kind, value }) => `${fieldName(noun, field)} : ${said(noun, { name: field, kind }, value)}`)
          .join(' · ')}
      </small>
    </div>
  )
}
