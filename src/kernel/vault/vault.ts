import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { readKeys } from './keys.ts'

/**
 * What the database keeps and must not be able to read: secrets are sealed with a key that lies outside of it.
 * `purpose` is bound to what is sealed: a value moved to another place does not open there.
 */
export type Vault = {
  /** @returns a text that says which key seals it. */
  seal: (text: string, purpose: string) => string
  /** @throws {VaultError} when no key opens it. */
  open: (sealed: string, purpose: string) => string
  isSealed: (text: string) => boolean
  /** Whether the current key seals it: others are to be sealed anew. */
  isCurrent: (sealed: string) => boolean
  /** 256 bits that only this installation can find again, as base64url: a token that need not be kept. */
  derive: (purpose: string) => string
}

/** The installation has lost the key of something, or it was altered. */
export class VaultError extends Error {
  constructor() {
    super(
      'A sealed secret cannot be opened: the key that sealed it is no longer in VISAVIS_SECRET_KEY or DATA_DIR/secret.key',
    )
    this.name = 'VaultError'
  }
}

const mark = 'vv1'
const ivBytes = 12
const tagBytes = 16

const part = (key: string, use: string, bytes = 32) =>
  Buffer.from(hkdfSync('sha256', key, 'visavis', use, bytes)) as Buffer
const opened = (key: string) => ({ id: part(key, 'id', 4).toString('hex'), seal: part(key, 'seal') })

/**
 * AES-256-GCM under keys derived by HKDF.
 * @param keys the current one first; the others only open what they sealed.
 */
export function vaultOf(keys: string): Vault {
  const texts = readKeys(keys)
  const [current, ...older] = texts.map(opened)
  if (!current || !texts[0]) throw new VaultError()
  const derivation = part(texts[0], 'derive')

  return {
    seal(text, purpose) {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', current.seal, iv, { authTagLength: tagBytes })
      cipher.setAAD(Buffer.from(purpose))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [mark, current.id, Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')].join('.')
    },
    open(sealed, purpose) {
      const [, id, body = ''] = sealed.split('.')
      const key = [current, ...older].find((one) => one.id === id)
      const bytes = Buffer.from(body, 'base64url')
      if (!sealed.startsWith(`${mark}.`) || !key || bytes.length < ivBytes + tagBytes) throw new VaultError()
      const decipher = createDecipheriv('aes-256-gcm', key.seal, bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(Buffer.from(purpose))
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8')
      } catch {
        throw new VaultError()
      }
    },
    isSealed: (text) => /^vv1\.[0-9a-f]{8}\.[\w-]+$/.test(text),
    isCurrent: (sealed) => sealed.startsWith(`${mark}.${current.id}.`),
    derive: (purpose) => createHmac('sha256', derivation).update(purpose).digest('base64url'),
  }
}
