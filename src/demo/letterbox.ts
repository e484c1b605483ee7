import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mailer } from '#kernel/mail'

/** A postman who delivers to a folder: the demonstration sends nothing out. */
export const openLetterbox = (folder: string): Mailer => ({
  configured: true,
  send: async ({ id, html }) => {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `${id}.html`), html)
  },
})
