import type { Tx } from '#kernel/db'
import { confirmFile, getFile, type KeptFile, removeFiles } from '#kernel/files'
import { conflict, invalid, notFound } from '#shared/errors'
import { parsePhone } from '#shared/phone'
import type { Purpose } from './consent-contract.ts'
import * as repo from './consent-repo.ts'

/** A version that visits carry, and how many do. */
export type ShownVersion = { version: string; visits: number; firstAt: Date; lastAt: Date }
let shown: (tx: Tx) => Promise<ShownVersion[]> = async () => []
/** Says which versions were read on the websites. */
export const offerShownVersions = (given: typeof shown): void => void (shown = given)
export const shownVersions = (tx: Tx): Promise<ShownVersion[]> => shown(tx)

/** @throws {DomainError} `consent_text.taken` (409). */
export async function addText(
  tx: Tx,
  text: { version: string; purposes: Purpose[]; body: string },
): Promise<repo.TextRow> {
  const purposes = [...new Set(text.purposes)]
  if (!(await repo.insertText(tx, { ...text, purposes })))
    throw conflict('consent_text.taken', { version: text.version })
  return (await repo.findText(tx, text.version))!
}

/**
 * Adds what somebody said. A yes is to a text that was read, and to no more than it names.
 * @throws {DomainError} `phone.not_dialable`, `consent.text_missing`, `consent_text.unknown`, `consent.beyond_text`,
 *   `consent.in_future` (422), `file.not_found` (404).
 */
export async function record(
  tx: Tx,
  said: {
    phone: string
    purposes: Purpose[]
    given: boolean
    version?: string
    at?: string
    place: string
    proofId?: string
    recordedBy: string
  },
  now = new Date(),
): Promise<repo.SaidRow[]> {
  const phone = keyOf(said.phone)
  const at = said.at === undefined ? now : new Date(said.at)
  if (at > now) throw invalid('consent.in_future')
  const text_id = said.given ? (await textFor(tx, said)).id : null
  if (said.proofId) await confirmFile(tx, said.proofId)
  const { given, place, recordedBy: recorded_by, proofId: proof_id = null } = said
  const common = { phone, given, text_id, at, place, recorded_by, proof_id }
  const rows = [...new Set(said.purposes)].map((purpose) => ({ ...common, purpose }))
  return repo.insertSaid(tx, rows)
}

async function textFor(tx: Tx, { version, purposes }: { version?: string; purposes: Purpose[] }) {
  if (version === undefined) throw invalid('consent.text_missing')
  const text = await repo.findText(tx, version)
  if (!text) throw invalid('consent_text.unknown', { version })
  if (!purposes.every((purpose) => text.purposes.includes(purpose))) throw invalid('consent.beyond_text', { version })
  return text
}

/** All that somebody has said, newest first. @throws {DomainError} `phone.not_dialable` (422). */
export async function saidBy(tx: Tx, number: string): Promise<{ phone: string; rows: repo.SaidRow[] }> {
  const phone = keyOf(number)
  return { phone, rows: await repo.listSaid(tx, phone) }
}

/** What proves it goes with it. @returns how much. */
async function forgetSaid(tx: Tx, gone: ReturnType<typeof repo.removeSaid>): Promise<number> {
  const { count, proofIds } = await gone
  await removeFiles(tx, proofIds)
  return count
}
export const eraseConsents = (tx: Tx, { phone }: { phone: string }) => forgetSaid(tx, repo.removeSaid(tx, phone))
export const purgeConsents = (tx: Tx, before: Date, most: number) =>
  forgetSaid(tx, repo.removeOldSaid(tx, before, most))

/** Of a file that proves a consent. @throws {DomainError} `file.not_found` (404) for any other. */
export async function getProof(tx: Tx, id: string): Promise<KeptFile> {
  if (!(await repo.isProof(tx, id))) throw notFound('file', id)
  return getFile(tx, id)
}

/** For their file. */
export const showConsents = async (tx: Tx, { phone }: { phone: string }): Promise<Record<string, unknown>[]> =>
  (await repo.listSaid(tx, phone)).map(
    ({ purpose, given, version, at, place, recorded_at: recordedAt, proof_id, proof_name }) => ({
      purpose,
      given,
      version,
      at,
      place,
      recordedAt,
      proof: proof_id && { id: proof_id, name: proof_name },
    }),
  )

function keyOf(number: string): string {
  const { key } = parsePhone(number)
  if (key === null) throw invalid('phone.not_dialable', { phone: number })
  return key
}

/** Whether a registered text, which somebody agreed to, speaks of a purpose; an unknown one speaks of none. */
export const consentSpeaksOf = async (tx: Tx, version: string, purpose: Purpose): Promise<boolean> =>
  (await repo.findText(tx, version))?.purposes.includes(purpose) ?? false
