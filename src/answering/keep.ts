import type { Answers } from '#shared/questionnaire/definition'
import type { PageData } from './data.ts'

export type Submission = { submissionId: string; language: string; answers: Answers }

/** What somebody has answered so far on this device, and what they have sent that has not arrived. */
export type Kept = {
  answers: Answers
  page: number
  language: string
  sent?: Submission
}

const keyOf = ({ address, versionId }: PageData) => `visavis:${address}:${versionId}`

/** Nothing is kept where several people answer on one device. A browser that keeps nothing for anybody answers all the same. */
export const keeps = ({ mode }: PageData) => mode === 'page'

export function recall(data: PageData): Kept | undefined {
  if (!keeps(data)) return undefined
  try {
    const kept = localStorage.getItem(keyOf(data))
    return kept === null ? undefined : (JSON.parse(kept) as Kept)
  } catch {
    return undefined
  }
}

export function keep(data: PageData, kept: Kept | undefined): void {
  if (!keeps(data)) return
  try {
    if (kept) localStorage.setItem(keyOf(data), JSON.stringify(kept))
    else localStorage.removeItem(keyOf(data))
  } catch {
    // A private window, or a full one: the answers stay on the page.
  }
}
