import { randomUUID } from 'node:crypto'
import { createTransport } from 'nodemailer'
import type { Config } from '#kernel/config'
import { say, type Language } from '#kernel/i18n'
import { openMailer } from '#kernel/mail'
import { attention, fault, type Finding, ok } from './finding.ts'

/** Connects and signs in as for a letter, and sends none. */
export async function checkMail({ smtpUrl }: Pick<Config, 'smtpUrl'>): Promise<Finding> {
  if (!smtpUrl) return attention('mail', 'none')
  const { hostname: host } = new URL(smtpUrl)
  const times = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000 }
  const transport = createTransport(smtpUrl, times as object)
  try {
    await transport.verify()
    return ok('mail', 'accepted', { host })
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string }
    const isTls = code === 'ETLS' || /certificate|\bSSL|\bTLS|wrong version/i.test(message)
    const reason = isTls ? 'tls' : ({ EAUTH: 'credentials', EDNS: 'unknown_host' }[code] ?? 'unreached')
    return fault('mail', reason, { host, code: /\bE[A-Z]{4,}\b/.exec(message)?.[0] ?? code })
  } finally {
    transport.close()
  }
}

/** A letter to somebody who asked for it. */
export async function sendTestLetter(
  { smtpUrl, mailFrom: from, publicUrl }: Pick<Config, 'smtpUrl' | 'mailFrom' | 'publicUrl'>,
  to: string,
  language: Language,
): Promise<Finding> {
  const text = say(language, 'doctor.letter.text', { address: publicUrl })
  const letter = { id: randomUUID(), to, subject: say(language, 'doctor.letter.subject'), text, html: `<p>${text}</p>` }
  try {
    await openMailer({ smtpUrl, from, publicUrl }).send(letter)
    return ok('letter', 'sent', { to })
  } catch (error) {
    const { responseCode, code } = error as { responseCode?: number; code?: string }
    return fault('letter', 'refused', { to, code: String(responseCode ?? code ?? '?') })
  }
}
