import { say } from '#kernel/i18n'
import { escaped } from '#kernel/mail'
import { displayPhone } from '#shared/phone-display'
import type { CallDetail } from './contract.ts'

const language = 'fr'

/** The letter of a missed call: who called, when, from where, what they looked at, and a link. */
export function missedCallLetter(call: CallDetail, publicUrl: string): { subject: string; text: string; html: string } {
  const who = call.personName ?? (call.caller ? displayPhone(call.caller) : say(language, 'alertLetter.hidden'))
  const when = new Intl.DateTimeFormat(language, {
    timeZone: call.timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(call.startedAt))
  const link = `${publicUrl}/appels/${call.id}`
  const subject = say(language, 'alertLetter.subject', { who, site: call.siteName })
  const facts: [string, string][] = [
    [say(language, 'alertLetter.when'), `${when} (${call.siteName})`],
    [
      say(language, 'alertLetter.who'),
      [who, ...(call.personName && call.caller ? [displayPhone(call.caller)] : [])].join(' · '),
    ],
    [say(language, 'alertLetter.number'), [displayPhone(call.number), call.numberLabel].filter(Boolean).join(' · ')],
    [say(language, 'alertLetter.origin'), originOf(call)],
  ]
  const pages = call.journey
    .filter((step) => step.kind === 'page')
    .slice(-8)
    .map((step) => step.title || step.url)
  const seen = call.certainty === 'visitor' && pages.length > 0 ? pages : []
  const text = [
    subject,
    '',
    ...facts.map(([name, value]) => `${name} : ${value}`),
    ...(seen.length > 0 ? ['', say(language, 'alertLetter.pages'), ...seen.map((page) => `- ${page}`)] : []),
    '',
    say(language, 'alertLetter.open'),
    link,
    '',
  ].join('\n')
  return { subject, text, html: htmlOf(subject, facts, seen, link) }
}

function originOf(call: CallDetail): string {
  if (call.certainty === 'direct') return say(language, 'alertLetter.direct')
  if (call.certainty === 'uncertain') return say(language, 'alertLetter.uncertain')
  const origin = call.campaignName ?? [call.source, call.medium].filter(Boolean).join(' / ')
  return call.certainty === 'support'
    ? origin
    : say(language, 'alertLetter.likely', { origin, percent: Math.floor((call.probability ?? 0) * 100) })
}

function htmlOf(subject: string, facts: [string, string][], pages: string[], link: string): string {
  const rows = facts.map(
    ([name, value]) =>
      `<tr><td style="color:#5d6472;padding:4px 16px 4px 0;vertical-align:top">${escaped(name)}</td><td style="padding:4px 0">${escaped(value)}</td></tr>`,
  )
  const list =
    pages.length > 0
      ? `<p style="margin:16px 0 4px;color:#5d6472">${escaped(say(language, 'alertLetter.pages'))}</p><ol style="margin:0;padding-left:20px">${pages.map((page) => `<li>${escaped(page)}</li>`).join('')}</ol>`
      : ''
  return `<!doctype html><html lang="${language}"><body style="font:15px/1.5 system-ui,sans-serif;color:#1c1f26;background:#fbfbfa;padding:24px"><div style="max-width:560px;margin:auto;background:#fff;border:1px solid #e6e8ec;border-radius:8px;padding:24px">
<h1 style="font-size:18px;margin:0 0 16px">${escaped(subject)}</h1><table style="border-collapse:collapse">${rows.join('')}</table>${list}
<p style="margin:24px 0 0"><a href="${escaped(link)}" style="color:#1f5f5b">${escaped(say(language, 'alertLetter.open'))}</a></p></div></body></html>`
}
