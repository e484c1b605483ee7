import { extname } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import { invalid } from '#shared/errors'

/** What may be taken, by the end of its name. Nothing of it runs where it is opened. */
const kinds = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  txt: 'text/plain',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
type End = keyof typeof kinds
export const documents: readonly End[] = ['pdf', 'png', 'jpg', 'jpeg', 'webp', 'txt']
export const tables: readonly End[] = ['csv', 'xlsx', 'txt']

/**
 * The media type of a file whose name and content agree.
 * @throws {DomainError} `file.kind_refused` (422): a name of another kind or of two, or a content that is not what the name says.
 */
export async function kindOf(name: string, bytes: Buffer, taken: readonly End[]): Promise<string> {
  const extension = extname(name).slice(1).toLowerCase()
  const end = taken.find((one) => one === extension)
  const kind = end && kinds[end]
  // `devis.php.pdf` is taken for a program by some servers; `devis 3.2.pdf` is not.
  const before = /\.([a-z]{2,5})$/i.exec(name.slice(0, -extension.length - 1))
  if (!kind || before || bytes.length === 0) throw invalid('file.kind_refused', { name })
  const found = (await fileTypeFromBuffer(bytes))?.mime
  // A spreadsheet's CSV is often Latin-1, which any bytes are.
  const isPlain = kind === 'text/csv' ? !bytes.includes(0) : kind === 'text/plain' && isText(bytes)
  const agrees = kind.startsWith('text/') ? found === undefined && isPlain : found === kind
  if (!agrees) throw invalid('file.kind_refused', { name })
  return kind
}

function isText(bytes: Buffer): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return !/\p{Cc}/u.test(text.replaceAll(/[\t\r\n]/g, '')) && !/^\s*<(!doctype|html|svg|script|\?xml)/i.test(text)
  } catch {
    return false
  }
}
