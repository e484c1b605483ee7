import type { Told } from '#customer/conversions'

type Answer = { status: number; body: Buffer }
export const mostAnswerBytes = 16_384

/** A server that is busy or broken may be asked again; one that says no has said it. */
export const toldBy = ({ status, body }: Answer, words: (json: unknown) => string | undefined): Told => ({
  ok: status >= 200 && status < 300,
  retry: status === 429 || status >= 500,
  answer: [status, inWords(body, words)].filter(Boolean).join(' '),
})

function inWords(body: Buffer, words: (json: unknown) => string | undefined): string {
  const text = body.toString('utf8')
  try {
    return words(JSON.parse(text)) ?? ''
  } catch {
    return text.slice(0, 200)
  }
}
