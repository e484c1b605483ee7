import { createHash } from 'node:crypto'

/** As platforms match it: SHA-256 in hexadecimal of what they say to normalise. */
export const hashed = (text: string): string => createHash('sha256').update(text).digest('hex')
