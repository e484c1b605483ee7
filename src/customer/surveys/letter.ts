import { escaped, type Letter } from '#kernel/mail'
import { type Language, say } from '#kernel/i18n'
import { type Definition, type Question, scaleOf } from '#shared/questionnaire/definition'
import { piped, textIn } from '#shared/questionnaire/text'

export type Invitation = {
  definition: Definition
  language: Language
  context: Record<string, string>
  name: string
  /** Where it is answered. */
  url: string
  /** The last day to answer, in words. */
  until: string
  reminder: boolean
}

const mostChoices = 11

/** A letter that asks: its first question can be answered by a touch in it, where it is one that fits. */
export function invitationLetter(given: Invitation): Pick<Letter, 'subject' | 'text' | 'html' | 'unsubscribe'> {
  const { definition, language, context, url, name, until, reminder } = given
  const words = (key: string, values: Record<string, string> = {}) => say(language, `surveys.letter.${key}`, values)
  const written = (text: Question['title'] | undefined) =>
    piped(textIn(text, language, definition), { definition, answers: {}, context, language })
  const subject = words(reminder ? 'reminder_subject' : 'subject', { company: context['company']! })
  const opening = [words(name ? 'hello_name' : 'hello', { name }), written(definition.intro) || words('why', context)]
  const question = firstOf(definition)
  const choices = question ? choicesOf(question, (text) => written(text)) : []
  const links = choices.map(({ value, label }) => ({
    label,
    link: `${url}?${new URLSearchParams({ q: question!.id, v: value })}`,
  }))
  const end = [words('until', { day: until })]
  const unsubscribe = `${url}/opposition`
  return {
    subject,
    unsubscribe,
    text: [
      ...opening,
      ...(question && links.length > 0
        ? [written(question.title), links.map(({ label, link }) => `${label} : ${link}`).join('\n')]
        : [`${words('answer')}\n${url}`]),
      ...end,
      words('confidential'),
      `${words('oppose')} ${unsubscribe}`,
      '',
    ].join('\n\n'),
    html: htmlOf({
      language,
      opening,
      question: question && links.length > 0 ? written(question.title) : undefined,
      ends: question ? endsOf(question, language, written) : [],
      links: links.length > 0 ? links : [{ label: words('answer'), link: url }],
      closing: [...end, words('confidential')],
      oppose: { label: words('oppose'), link: unsubscribe },
    }),
  }
}

/** The first question, where a touch can answer it and it is always asked. */
function firstOf({ sections }: Definition): Question | undefined {
  const [section] = sections
  const [question] = section?.questions ?? []
  return section?.when || question?.when ? undefined : question
}

function choicesOf(
  question: Question,
  written: (text: Question['title']) => string,
): { value: string; label: string }[] {
  const scale = scaleOf(question)
  if (scale)
    return Array.from({ length: scale.to - scale.from + 1 }, (_, place) => String(scale.from + place)).map((mark) => ({
      value: mark,
      label: mark,
    }))
  if (question.type === 'single' && question.options.length <= mostChoices)
    return question.options.map(({ id, label }) => ({ value: id, label: written(label) }))
  return []
}

/** What the ends of a scale mean. */
function endsOf(
  question: Question,
  language: Language,
  written: (text: Question['title'] | undefined) => string,
): string[] {
  if (question.type === 'rating') return [written(question.low), written(question.high)]
  return question.type === 'nps' || question.type === 'csat' || question.type === 'ces'
    ? [say(language, `answering.low_${question.type}`), say(language, `answering.high_${question.type}`)]
    : []
}

type Link = { label: string; link: string }
const soft = 'color:#5d6472;font-size:12px'
function htmlOf({
  language,
  opening,
  question,
  links,
  ends,
  closing,
  oppose,
}: {
  language: Language
  opening: string[]
  question: string | undefined
  links: Link[]
  ends: string[]
  closing: string[]
  oppose: Link
}): string {
  const touch = ({ label, link }: Link) =>
    `<a href="${escaped(link)}" style="display:inline-block;min-width:22px;padding:10px;margin:0 4px 6px 0;border:1px solid #1f5f5b;border-radius:6px;color:#1f5f5b;text-align:center;text-decoration:none">${escaped(label)}</a>`
  const scale = ends.some((end) => end !== '') ? `<p style="margin:0;${soft}">${escaped(ends.join(' → '))}</p>` : ''
  return `<!doctype html><html lang="${language}"><body style="font:15px/1.5 system-ui,sans-serif;color:#1c1f26;background:#fbfbfa;padding:24px"><div style="max-width:600px;margin:auto;background:#fff;border:1px solid #e6e8ec;border-radius:8px;padding:24px">
${opening.map((text) => `<p style="margin:0 0 12px">${escaped(text)}</p>`).join('')}
${question === undefined ? '' : `<p style="margin:16px 0 8px;font-size:17px;font-weight:600">${escaped(question)}</p>`}
<p style="margin:0">${links.map(touch).join('')}</p>${scale}
${closing.map((text) => `<p style="margin:16px 0 0;${soft}">${escaped(text)}</p>`).join('')}
<p style="margin:8px 0 0;${soft}"><a href="${escaped(oppose.link)}" style="${soft}">${escaped(oppose.label)}</a></p></div></body></html>`
}
