import { Readable } from 'node:stream'
import type { Handler } from '#engine/intake'
import { invalid } from '#shared/errors'
import { CallEvent } from './contract.ts'
import type { CallReader } from './import.ts'
import { recordCall } from './service.ts'

/** Understands a call told by `POST /api/calls`. */
export const apiDeliveries: Handler = (tx, { body }) =>
  recordCall(tx, { kind: 'api', name: 'api' }, CallEvent.parse(JSON.parse(body)))

/** Understands again a line of an imported file, under the header it had. */
export const importDeliveries =
  (read: CallReader): Handler =>
  async (tx, { body, context }) => {
    const { header, ...file } = context as { header: string | null; source: string } & Parameters<CallReader>[0]
    for await (const line of read({
      ...file,
      stream: Readable.from([Buffer.from(header === null ? body : `${header}\n${body}`)]),
    })) {
      if (line.error) throw line.error
      if (line.event) return recordCall(tx, { kind: file.format, name: file.source }, line.event)
    }
    throw invalid('import.bad_line')
  }
