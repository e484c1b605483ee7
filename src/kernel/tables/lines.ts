import type { Readable } from 'node:stream'

export const maxLineBytes = 65_536
const excerptBytes = 200

export interface Line {
  /** Counted from 1, as an editor shows it. */
  number: number
  text: string
  isTooLong: boolean
}

/**
 * Cuts a file into lines, holding one line in memory; of a line above 64 kB only the beginning is kept. Each line
 * decides its own encoding: UTF-8 if it is valid UTF-8, else Latin-1 (as Windows extends it), because French accents
 * in Latin-1 are hardly ever valid UTF-8.
 */
export async function* linesOf(stream: Readable): AsyncGenerator<Line> {
  let number = 0
  let held: Buffer[] = []
  let heldBytes = 0
  let isTooLong = false

  const hold = (part: Buffer) => {
    heldBytes += part.length
    if (!isTooLong) held.push(part)
    if (isTooLong || heldBytes <= maxLineBytes) return
    held = [Buffer.from(Buffer.concat(held).subarray(0, excerptBytes))]
    isTooLong = true
  }
  const release = (): Line => {
    number += 1
    const line = { number, text: decoded(Buffer.concat(held), number === 1), isTooLong }
    held = []
    heldBytes = 0
    isTooLong = false
    return line
  }

  for await (const chunk of stream as AsyncIterable<Buffer | string>) {
    const bytes = Buffer.from(chunk as Buffer)
    let from = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      hold(bytes.subarray(from, end))
      from = end + 1
      yield release()
    }
    if (from < bytes.length) hold(bytes.subarray(from))
  }
  if (heldBytes > 0) yield release()
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const latin1 = new TextDecoder('windows-1252')

function decoded(bytes: Buffer, isFirst: boolean): string {
  const text = decode(bytes)
  return (isFirst ? text.replace(/^\uFEFF/, '') : text).replace(/\r$/, '')
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return latin1.decode(bytes)
  }
}
