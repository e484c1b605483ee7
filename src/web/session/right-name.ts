import { useText, type Key } from '#web/i18n'

/** A right in words. A test holds that every right has some. */
export function useRightName(): (right: string) => string {
  const t = useText()
  return (right) => t(`rights.${right}` as Key)
}
