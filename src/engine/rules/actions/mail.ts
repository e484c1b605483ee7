import { z } from 'zod'
import { type ActionKind } from '../action.ts'
import { pathOf, timeZoneOf } from '../happening.ts'
import { addressesOf, missingMembers, Recipients } from '../recipients.ts'
import { fill, templateProblem } from '../template.ts'
import { inWords, namesOf } from '../words.ts'

const settings = z.object({
  to: Recipients,
  subject: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(5000),
})

/** Writes to people, each a letter of their own. */
export const mailAction: ActionKind<typeof settings> = {
  kind: 'mail',
  settings,
  inputs: { to: 'recipients', subject: 'line', body: 'text' },
  problems: (given, fields) =>
    (['subject', 'body'] as const).flatMap((path) => {
      const code = templateProblem(given[path], namesOf(fields))
      return code ? [{ path, code }] : []
    }),
  missing: missingMembers,
  targets: addressesOf,
  later: async (db, { orgId, effectId, target, settings, event, published, fields }, { mailer, publicUrl }) => {
    const facts = await db.as({ orgId }, (tx) => published.read(tx, event))
    if (!facts) return 'skipped'
    const words = inWords(published, fields, facts, { language: 'fr', timeZone: timeZoneOf(published, facts) })
    const path = pathOf(published, facts)
    const values = { ...words, link: path === null ? publicUrl : publicUrl + path }
    const text = fill(settings.body, values)
    await mailer.send({
      id: effectId,
      to: target,
      subject: fill(settings.subject, values)
        .replaceAll(/[\r\n\t]+/g, ' ')
        .trim(),
      text,
      html: pageOf(text, values.link),
    })
    return 'done'
  },
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The same words as a page: nothing in them is taken for HTML, and our own link alone can be followed. */
function pageOf(text: string, link: string): string {
  const shown = escaped(text).replaceAll(escaped(link), (url) => `<a href="${url}" style="color:#1f5f5b">${url}</a>`)
  return `<!doctype html><html lang="fr"><body style="font:15px/1.5 system-ui,sans-serif;color:#1c1f26"><div style="white-space:pre-wrap;max-width:640px">${shown}</div></body></html>`
}
