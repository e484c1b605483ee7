/** A caller is heard ringing, and not billed as answered, until the dialled person picks up (where the network obeys). */
export function dialReply(dial: {
  /** E.164 */
  to: string
  /** E.164 number to present; the caller's own when absent. */
  callerId?: string
  /** Public address that hears how the dialled line ended. */
  actionUrl: string
  timeoutSeconds: number
}): string {
  const attributes = {
    answerOnBridge: 'true',
    timeout: String(dial.timeoutSeconds),
    ...(dial.callerId && { callerId: dial.callerId }),
    action: dial.actionUrl,
    method: 'POST',
  }
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`)
  return response(`<Dial${written.join('')}><Number>${escaped(dial.to)}</Number></Dial>`)
}

/** Nothing more to do: the provider goes on, or hangs up when nothing is left. */
export const emptyReply = (): string => response('')

const response = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
