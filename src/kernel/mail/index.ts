import { createTransport } from 'nodemailer'
import { traced } from '#kernel/trace'

export { escaped, plainLetter } from './letter.ts'

/** A letter. `id` makes its Message-ID: the same letter sent twice carries the same one. */
export type Letter = {
  id: string
  to: string
  subject: string
  text: string
  html: string
  /** Where whoever is written to says that they do not want to be again: a page, and by a post alone (RFC 8058). */
  unsubscribe?: string
  attachments?: { filename: string; content: Buffer; contentType: string }[]
}

export type Mailer = {
  configured: boolean
  /** Resolves once the server has accepted it. @throws when it did not: the job is tried again later. */
  send: (letter: Letter) => Promise<void>
}

export function openMailer({
  smtpUrl,
  from,
  publicUrl,
}: {
  smtpUrl?: string
  from: string
  publicUrl: string
}): Mailer {
  if (!smtpUrl) return { configured: false, send: () => Promise.reject(new Error('No mail server: set SMTP_URL')) }
  const transport = createTransport(smtpUrl, {
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  } as object)
  const host = new URL(publicUrl).hostname
  return {
    configured: true,
    send: async ({ id, unsubscribe, ...letter }) => {
      // RFC 3834: no robot answers a robot
      const headers = {
        'Auto-Submitted': 'auto-generated',
        ...(unsubscribe && {
          'List-Unsubscribe': `<${unsubscribe}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
      }
      await traced('SMTP', 'client', {}, () =>
        transport.sendMail({ from, ...letter, messageId: `<${id}@${host}>`, headers }),
      )
    },
  }
}
