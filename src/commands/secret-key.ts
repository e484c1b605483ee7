import { stat } from 'node:fs/promises'
import type { Config } from '#kernel/config'
import { keyFile, openVault, type Vault } from '#kernel/vault'

/** What a backup carries sealed, so that a restore can tell whether the key of its secrets is at hand. */
export const product = 'visavis'
export const purpose = 'backup'

/** The vault, if its key is there: a command makes none. */
export async function vaultAtHand(config: Config): Promise<Vault | undefined> {
  const isThere = config.secretKey ?? (await stat(keyFile(config.dataDir)).catch(() => undefined))
  return isThere ? openVault(config) : undefined
}

/** @param sealed of a backup; undefined where it had no key. */
export async function isKeyAtHand(config: Config, sealed: string | undefined): Promise<boolean> {
  if (sealed === undefined) return true
  try {
    return (await vaultAtHand(config))?.open(sealed, purpose) === product
  } catch {
    return false
  }
}
