import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { policyOfAnsweringPage } from '#kernel/http'
import { type Language, languages, say, sentences } from '#kernel/i18n'
import type { Definition } from '#shared/questionnaire/definition'
import { textIn } from '#shared/questionnaire/text'

/** The page's own script and style, built once. */
export type PageParts = { script: string; style: string }

type PageGiven = {
  /** Its own; answers go under it. */
  address: string
  mode: 'page' | 'kiosk' | 'preview'
  versionId: string
  definition: Definition
  context: Record<string, string>
}

/** The page at which a questionnaire is answered: one file with everything in it. */
export function sendPage(reply: FastifyReply, { script, style }: PageParts, given: PageGiven, reader: Language) {
  const { definition, mode } = given
  const language = definition.languages.includes(reader) ? reader : definition.languages[0]!
  const data = {
    ...given,
    language,
    words: Object.fromEntries(languages.map((one) => [one, sentences(one, 'answering')])),
  }
  return sendHtml(reply, {
    language,
    title: textIn(definition.title, language, definition),
    framed: mode === 'preview',
    body: (nonce) => `<script type="application/json" id="data">${inScript(JSON.stringify(data))}</script>
<noscript>${inText(say(reader, 'answering.no_script'))}</noscript>
<script nonce="${nonce}">${script}</script>`,
    style,
  })
}

/** The same page when there is nothing to answer. */
export function sendNotice(reply: FastifyReply, { style }: PageParts, language: Language, key: string) {
  return sendHtml(reply, {
    language,
    title: say(language, key),
    framed: false,
    main: `<div class="end"><p>${inText(say(language, key))}</p></div>`,
    style,
  })
}

/** Where whoever was written to says that they do not want to be again; `done`: they have. */
export function sendOpposition(reply: FastifyReply, { style }: PageParts, language: Language, done: boolean) {
  const title = say(language, done ? 'answering.opposed' : 'answering.oppose')
  const form = `<form method="post"><button class="go">${inText(say(language, 'answering.oppose_sure'))}</button></form>`
  return sendHtml(reply, {
    language,
    title,
    framed: false,
    main: `<div class="end"><p>${inText(title)}</p>${done ? '' : form}</div>`,
    style,
  })
}

type Html = {
  language: string
  title: string
  framed: boolean
  main?: string
  body?: (nonce: string) => string
  style: string
}
function sendHtml(reply: FastifyReply, { language, title, framed, main = '', body = () => '', style }: Html) {
  const nonce = randomBytes(16).toString('base64')
  return reply.type('text/html; charset=utf-8').header('content-security-policy', policyOfAnsweringPage(nonce, framed))
    .send(`<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${inText(title)}</title>
<style nonce="${nonce}">${style}</style>
<main>${main}</main>
${body(nonce)}
</html>`)
}

const inText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
/** JSON in a script element: nothing in it may end the element. */
const inScript = (json: string) => json.replaceAll('<', String.raw`\u003c`)
