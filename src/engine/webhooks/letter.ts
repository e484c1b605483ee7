import type { Database } from '#kernel/db'
import { refresh } from '#kernel/events'
import { say } from '#kernel/i18n'
import type { Mailer } from '#kernel/mail'
import * as repo from './webhook-repo.ts'

const language = 'fr'

/** The job that writes to a webhook's contact that it was switched off; the same letter if it runs twice. */
export async function tellDisabled(
  db: Database,
  mailer: Mailer,
  publicUrl: string,
  { orgId, webhookId }: { orgId: string; webhookId: string },
): Promise<void> {
  if (!mailer.configured) return
  const webhook = await db.as({ orgId }, (tx) => repo.find(tx, webhookId))
  if (!webhook?.contact || !webhook.disabled_at || !webhook.disabled_because || webhook.contacted_at) return
  await mailer.send({
    id: `${webhookId}.${webhook.disabled_at.getTime()}`,
    to: webhook.contact,
    ...letter(webhook, `${publicUrl}/reglages/webhooks`),
  })
  await db.as({ orgId }, async (tx) => {
    await repo.setContacted(tx, webhookId)
    refresh(tx, 'webhooks')
  })
}

function letter({ url, description, disabled_because, failing_since }: repo.WebhookRow, link: string) {
  // The path may hold a secret; the host says enough to whoever set it.
  const name = [description, new URL(url).host].filter(Boolean).join(' · ')
  const since = (failing_since ?? new Date()).toLocaleDateString('fr-FR', {
    dateStyle: 'long',
    timeZone: 'Europe/Paris',
  })
  const subject = say(language, 'webhookLetter.subject', { name })
  const paragraphs = [
    say(language, `webhookLetter.${disabled_because === 'gone' ? 'gone' : 'failing'}`, { name, since }),
    say(language, 'webhookLetter.next'),
  ]
  return {
    subject,
    text: [...paragraphs, '', `${say(language, 'webhookLetter.open')} : ${link}`, ''].join('\n'),
    html: `<!doctype html><html lang="${language}"><body style="font:15px/1.5 system-ui,sans-serif;color:#1c1f26">${paragraphs
      .map((text) => `<p>${escaped(text)}</p>`)
      .join(
        '',
      )}<p><a href="${escaped(link)}" style="color:#1f5f5b">${escaped(say(language, 'webhookLetter.open'))}</a></p></body></html>`,
  }
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
