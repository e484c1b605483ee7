import type { Reply } from '#shared/endpoint'
import type { PhoneKind } from '#shared/phone-display'
import { useLanguage, useText } from '#web/i18n'
import type { parsePhone } from '../contract.ts'

/** Kinds that a company can have, but that are poor or impossible numbers to lend or print. */
const doubtful = {
  invalid: true,
  hidden: true,
  unallocated: true,
  emergency: true,
  short: true,
  harmonised: true,
  directory: true,
  m2m: true,
  surcharged: true,
  'special-unknown': true,
  foreign: true,
} as const satisfies Partial<Record<PhoneKind, true>>

type Doubtful = keyof typeof doubtful
export const isDoubtful = (kind: string): kind is Doubtful => Object.hasOwn(doubtful, kind)

/** A number that was read, in words: « mobile · La Réunion », and what to beware of. */
export function usePhoneWords() {
  const t = useText()
  const language = useLanguage()
  const place = (code: string) => new Intl.DisplayNames(language, { type: 'region' }).of(code)
  return (phone: Reply<typeof parsePhone>): { what?: string; warning?: string } => {
    const warning = isDoubtful(phone.kind) ? t(`numbers.beware.${phone.kind}`) : undefined
    if (!phone.valid) return { warning: warning ?? t('numbers.beware.invalid') }
    // In mainland France the zone is only where the number was first given out.
    const hint = phone.territory === 'FR' && phone.zone && t('numbers.zone', { zone: phone.zone })
    const where = hint || (phone.territory && place(phone.territory))
    const kind = t(`numbers.kinds.${phone.kind as Exclude<PhoneKind, 'invalid' | 'hidden' | 'unallocated'>}`)
    return { what: [phone.display, kind, where].filter(Boolean).join(' · '), warning }
  }
}
