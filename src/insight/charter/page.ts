import { randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { policyOfAnsweringPage } from '#kernel/http'
import { type Language, say } from '#kernel/i18n'
import type { CommitmentRow } from './repo.ts'

/** The charter as anybody reads it: the promises to both faces, and when each is looked at again. */
export function sendCharter(
  reply: FastifyReply,
  language: Language,
  { company, items }: { company: string; items: readonly CommitmentRow[] },
) {
  const words = (key: string, values: Record<string, string> = {}) => say(language, `charter.page.${key}`, values)
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  const title = words('title', { company })
  return send(reply, language, title, [
    `<h1>${inText(title)}</h1>`,
    ...items.map(
      (one) =>
        `<section><h2>${inText(one.title)}</h2><div>
<p><b>${inText(words('customers'))}</b>${inText(one.to_customers)}</p><p><b>${inText(words('employees'))}</b>${inText(one.to_employees)}</p>
</div><small>${inText(words('review', { day: day.format(new Date(one.review_on)) }))}</small></section>`,
    ),
  ])
}

/** @param key of the sentence that says why there is none. */
export const sendNothing = (reply: FastifyReply, language: Language, key: string) =>
  send(reply, language, say(language, key), [`<p>${inText(say(language, key))}</p>`])

function send(reply: FastifyReply, language: Language, title: string, parts: string[]) {
  const nonce = randomBytes(16).toString('base64')
  return reply.type('text/html; charset=utf-8').header('content-security-policy', policyOfAnsweringPage(nonce, false))
    .send(`<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inText(title)}</title>
<style nonce="${nonce}">${style}</style>
<main>${parts.join('\n')}</main>
</html>`)
}

const inText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const style = `:root{color-scheme:light dark;--ink:#1c1f26;--soft:#5d6472;--line:#e6e8ec;--ground:#fbfbfa;--card:#fff;--ours:#1f5f5b}
@media (prefers-color-scheme:dark){:root{--ink:#f0f1f3;--soft:#a4abb8;--line:#2c313b;--ground:#14161b;--card:#1b1e25;--ours:#62b6b0}}
body{background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif;margin:0}
main{max-width:800px;margin:auto;padding:32px 16px}
h1{font-size:26px}h2{font-size:18px;margin:0 0 12px}
section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:20px;margin:16px 0}
section div{display:grid;gap:20px;grid-template-columns:1fr 1fr}
p{margin:0 0 12px}b{color:var(--ours);display:block;font-size:13px}small{color:var(--soft)}
@media (max-width:600px){section div{grid-template-columns:1fr;gap:4px}}`
