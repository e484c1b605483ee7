import { published } from '#kernel/events'
import { type Language, say } from '#kernel/i18n'
import { wire } from './house.ts'
import { tableRow, writtenPages } from './written-pages.ts'

wire()
const heads = { fr: ['événement', 'quand', 'champs de `data`'], en: ['event', 'when', 'fields of `data`'] }

/** What other systems may be told, as the catalogue says it: one line per event. */
const table = (language: Language): string =>
  [
    tableRow(heads[language]),
    tableRow(['---', '---', '---']),
    ...published().map(({ type, shape }) =>
      tableRow([
        `\`${type}\``,
        `**${say(language, `eventTypes.${type}.name`)}.** ${say(language, `eventTypes.${type}.help`)}`,
        Object.keys(shape.shape)
          .map((field) => `\`${field}\``)
          .join(', '),
      ]),
    ),
  ].join('\n')

export const eventPages = writtenPages(
  'events',
  { fr: 'docs/admin/webhooks.md', en: 'docs/admin/webhooks.en.md' },
  table,
)
