import type { Tx } from '#kernel/db'
import { type Language, say } from '#kernel/i18n'
import { csvLine, csvMark } from '#shared/csv'
import { displayPhone } from '#shared/phone-display'
import type { Call, CallFilter } from './contract.ts'
import { listCalls } from './list.ts'
import { periodOf } from './statistics.ts'

const columns: Record<string, (call: Call, language: Language) => string> = {
  date: (call) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: call.timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
      new Date(call.startedAt),
    ),
  timeZone: (call) => call.timeZone,
  site: (call) => call.siteName,
  caller: (call) => (call.caller ? displayPhone(call.caller) : ''),
  number: (call) => displayPhone(call.number),
  label: (call) => call.numberLabel,
  outcome: (call, language) => say(language, `export.outcomes.${call.outcome}`),
  talkSeconds: (call) => String(call.talkSeconds ?? ''),
  certainty: (call, language) => say(language, `export.certainties.${call.certainty}`),
  probability: (call, language) =>
    call.probability === null
      ? ''
      : new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(call.probability),
  source: (call) => call.source ?? '',
  medium: (call) => call.medium ?? '',
  channel: (call) => call.channel ?? '',
  campaign: (call) => call.campaignName ?? '',
  pages: (call) => call.pages.join(' → '),
}

/**
 * Calls as a spreadsheet of the French kind: UTF-8 with its mark, semicolons. Yielded page by page.
 */
export async function* exportCalls(
  inTx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  asked: CallFilter,
  language: Language,
): AsyncGenerator<string> {
  let text = csvMark + csvLine(Object.keys(columns).map((name) => say(language, `export.columns.${name}`)))
  const filter = { ...asked, ...(await inTx((tx) => periodOf(tx, asked))) }
  for (let cursor: string | undefined; ;) {
    const page = await inTx((tx) => listCalls(tx, { ...filter, cursor, limit: 500 }))
    text += page.items.map((call) => csvLine(Object.values(columns).map((cell) => cell(call, language)))).join('')
    // Nothing before the first calls are read: a refusal must still be able to say so.
    yield text
    text = ''
    if (page.next === null) return
    cursor = page.next
  }
}
