import { z } from 'zod'
import { dueAt, openRequest } from '#engine/requests'
import { listColleagues } from '#kernel/auth'
import type { ActionKind } from '../action.ts'
import { fill, templateProblem } from '../template.ts'
import { inWords, namesOf } from '../words.ts'

const settings = z.object({
  subject: z.string().trim().min(1).max(200),
  /** Null: whoever is at the site. */
  ownerId: z.uuid().nullable().default(null),
  delay: z.object({ within: z.number().int().min(1).max(10_000), unit: z.enum(['minutes', 'business_hours']) }),
})

/** Opens a request, at the site of the event, for the person of its contact. */
export const taskAction: ActionKind<typeof settings> = {
  kind: 'task',
  settings,
  inputs: { subject: 'line', ownerId: 'owner', delay: 'delay' },
  problems: ({ subject }, fields) => {
    const code = templateProblem(subject, namesOf(fields))
    return code ? [{ path: 'subject', code }] : []
  },
  missing: async (tx, { ownerId }) =>
    ownerId === null || (await listColleagues(tx)).some(({ id }) => id === ownerId)
      ? []
      : [{ path: 'ownerId', code: 'rule.gone' }],
  now: async (tx, { settings, facts, published, fields, timeZone, event }) => {
    const { interaction, site } = published.about
    const words = inWords(published, fields, facts, { language: 'fr', timeZone })
    const id = (name: string | undefined) => (name === undefined ? null : (facts[name] as string | null))
    await openRequest(tx, {
      // A template may be shorter than what it says: a subject has 200 characters, none of them a new line.
      subject:
        fill(settings.subject, { ...words, link: '' })
          .replaceAll(/[\r\n\t]+/g, ' ')
          .trim()
          .slice(0, 200) || '–',
      dueAt: dueAt(event.at, settings.delay, timeZone).toISOString(),
      siteId: id(site),
      ownerId: settings.ownerId,
      interactionId: id(interaction),
    })
  },
}
