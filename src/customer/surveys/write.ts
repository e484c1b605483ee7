import { listAddressees } from '#customer/crm'
import { openInvitation, publishedVersion, versionOf } from '#engine/questionnaires'
import { hashesOf, inPeace } from '#engine/solicitations'
import { orgName } from '#kernel/auth'
import type { Database, Tx } from '#kernel/db'
import { languages } from '#kernel/i18n'
import type { Mailer } from '#kernel/mail'
import type { Vault } from '#kernel/vault'
import { dayAt } from '#shared/zone'
import * as repo from './invitee-repo.ts'
import { invitationLetter } from './letter.ts'

/**
 * Sends an invitation's letter, or its reminder. The mail server is spoken to outside any transaction; a crash between its
 * yes and our note sends the same letter again under the same Message-ID. Nobody is written to who has answered, asked to
 * be left in peace, or is in the file no more.
 */
export async function writeInvitation(
  db: Database,
  { mailer, vault, publicUrl }: { mailer: Mailer; vault: Vault; publicUrl: string },
  { orgId, invitationId }: { orgId: string; invitationId: string },
): Promise<void> {
  // It is tried again with the survey's next step.
  if (!mailer.configured) return
  const due = await db.as({ orgId }, (tx) => compose(tx, vault, publicUrl, invitationId))
  if (!due) return
  await mailer.send(due.letter)
  await db.as({ orgId }, (tx) => repo.setSent(tx, invitationId, due.letters))
}

async function compose(tx: Tx, vault: Vault, publicUrl: string, invitationId: string) {
  const row = await repo.findByInvitation(tx, invitationId)
  if (!row || row.ended || row.sent >= row.letters) return undefined
  const zone = row.time_zone ?? 'Europe/Paris'
  if (dayAt(Date.now(), zone) > row.ends_on) return undefined
  const [person] = await listAddressees(tx, [row.contact_id])
  const token = await openInvitation(tx, invitationId)
  if (!person?.email || token === undefined) return undefined
  const [hash] = await hashesOf(tx, vault, [person.email])
  if ((await inPeace(tx, [hash!])).get(hash!) === 'opposed') {
    await repo.excuse(tx, row.survey_id, row.contact_id, 'opposed')
    return undefined
  }
  const published = await publishedVersion(tx, row.questionnaire_id)
  const version = published?.id ? await versionOf(tx, published.id) : undefined
  if (!version) return undefined
  const { definition } = version
  const language = languages.find((one) => definition.languages.includes(one)) ?? 'fr'
  const company = await orgName(tx)
  const letter = {
    id: `${invitationId}.${row.letters}`,
    to: person.email,
    ...invitationLetter({
      definition,
      language,
      context: { company, site: row.site ?? company },
      name: person.name,
      url: `${publicUrl}/r/${token}`,
      until: new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(row.ends_on)),
      reminder: row.letters > 1,
    }),
  }
  return { letter, letters: row.letters }
}
