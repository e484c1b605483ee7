import type { Key, Text } from '#web/i18n'
import type { RuleInput, Test } from '../contract.ts'

/** Rules to begin with; names and letters are the reader's to change. */
export const templates = [
  'callBack',
  'longCall',
  'notCustomer',
  'fromAd',
  'poolBusy',
  'poolExhausted',
  'numberSilent',
  'websiteSilent',
  'peak',
  'wave',
  'refusedDelivery',
  'lateRequest',
  'blank',
] as const
export type Template = (typeof templates)[number]

const when = (field: string, is: Test['is'], value: Test['value']): Test => ({ field, is, value })

/** A letter with the link to what happened. */
export const newLetter = (t: Text) => ({
  to: [],
  subject: t('rules.letters.subject'),
  body: t('rules.letters.body', { link: '{{ link }}' }),
})

/** In the reader's words. */
export function fromTemplate(template: Template, t: Text): RuleInput {
  const say = (key: Key) => t(key, { caller: '{{ caller }}' })
  const common = {
    name: template === 'blank' ? '' : say(`rules.templates.${template}.name`),
    siteId: null,
    maxPerHour: 100,
  }
  const all = (...tests: RuleInput['condition']['tests']) => ({ match: 'all' as const, tests })
  const mail = { kind: 'mail', settings: newLetter(t) }
  switch (template) {
    case 'callBack':
      return {
        ...common,
        on: 'call.tracked',
        condition: all(when('outcome', 'is', 'missed'), when('firstCall', 'is', true)),
        actions: [
          {
            kind: 'task',
            settings: {
              subject: say('rules.templates.callBack.task'),
              ownerId: null,
              delay: { within: 2, unit: 'business_hours' },
            },
          },
        ],
      }
    case 'longCall':
      return {
        ...common,
        on: 'call.tracked',
        condition: all(when('outcome', 'is', 'answered'), when('talkSeconds', 'at_least', 300)),
        actions: [{ kind: 'tag', settings: { tag: say('rules.templates.longCall.tag') } }],
      }
    case 'notCustomer':
      return {
        ...common,
        on: 'call.tracked',
        condition: all(
          when('outcome', 'is', 'answered'),
          when('talkSeconds', 'at_least', 180),
          when('customer', 'is', false),
        ),
        actions: [
          {
            kind: 'task',
            settings: {
              subject: say('rules.templates.notCustomer.task'),
              ownerId: null,
              delay: { within: 16, unit: 'business_hours' },
            },
          },
        ],
      }
    case 'fromAd':
      return {
        ...common,
        on: 'call.tracked',
        condition: all(when('medium', 'is', 'cpc'), when('outcome', 'is', 'missed')),
        actions: [mail],
      }
    case 'poolExhausted':
      return { ...common, on: 'pool.exhausted', condition: all(), actions: [mail] }
    case 'poolBusy':
      return { ...common, on: 'pool.busy', condition: all(), actions: [mail] }
    case 'numberSilent':
      return { ...common, on: 'number.silent', condition: all(when('days', 'is', 7)), actions: [mail] }
    case 'websiteSilent':
      return { ...common, on: 'website.silent', condition: all(), actions: [mail] }
    case 'peak':
      return { ...common, on: 'site.peak', condition: all(), actions: [mail] }
    case 'wave':
      return { ...common, on: 'caller.wave', condition: all(), actions: [mail] }
    case 'refusedDelivery':
      return { ...common, on: 'delivery.refused', condition: all(), actions: [mail] }
    case 'lateRequest':
      return { ...common, on: 'request.closed', condition: all(when('late', 'is', true)), actions: [mail] }
    default:
      return { ...common, on: 'call.tracked', condition: all(), actions: [] }
  }
}
