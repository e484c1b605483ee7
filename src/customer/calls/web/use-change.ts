import { changeInWords } from '#shared/change-in-words'
import { useFormat, useText } from '#web/i18n'

/** What has changed, in the reader's language. */
export const useChangeInWords = () => changeInWords(useText(), useFormat())
