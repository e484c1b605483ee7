import type { PageData } from './data.ts'
import type { Submission } from './keep.ts'

export type Sent = 'taken' | 'refused' | 'closed'

/** Pages of a local network are no secure context: `randomUUID` is not there. */
export function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * Sends until it has arrived: again after a while, and at once when the network comes back. The same submission arriving
 * twice is one answer. @param waits told when it has to wait.
 */
export async function send({ address, versionId }: PageData, body: Submission, waits: () => void): Promise<Sent> {
  for (let seconds = 2; ; seconds = Math.min(60, seconds * 2)) {
    const reply = await fetch(`${address}/answers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, versionId }),
    }).catch(() => undefined)
    if (reply?.ok) return 'taken'
    const code = reply && (await codeOf(reply))
    // It was this answer's, whose acknowledgement was lost: the ticket serves once.
    if (code === 'ticket.used') return 'taken'
    if (code && /^(answer_link|survey_invitation|ticket)\./.test(code)) return 'closed'
    if (reply && reply.status >= 400 && reply.status < 500 && reply.status !== 429 && reply.status !== 408)
      return 'refused'
    waits()
    await backOnline(seconds * 1000)
  }
}

const codeOf = (reply: Response): Promise<string | undefined> =>
  reply.json().then(
    ({ code }: { code?: string }) => code,
    () => undefined,
  )

const backOnline = (ms: number) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    addEventListener('online', done)
  })

/** @returns the id to answer with; undefined when the file was not taken. */
export async function sendFile({ address }: PageData, file: File): Promise<string | undefined> {
  const url = await new Promise<string>((resolve) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.readAsDataURL(file)
  })
  const content = url.slice(url.indexOf(',') + 1)
  const reply = await fetch(`${address}/files`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fileName: file.name, content }),
  }).catch(() => undefined)
  return reply?.ok ? ((await reply.json()) as { id: string }).id : undefined
}
