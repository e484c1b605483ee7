import { areKeys, keysInFolder } from './keys.ts'
import { type Vault, vaultOf } from './vault.ts'

export { areKeys, keyFile, newKey, readKeys } from './keys.ts'
export { type Vault, VaultError, vaultOf } from './vault.ts'

/** With the key of the configuration, or else the one in the data folder, made at the first start. */
export async function openVault({ secretKey, dataDir }: { secretKey?: string; dataDir: string }): Promise<Vault> {
  const keys = secretKey ?? (await keysInFolder(dataDir))
  if (!areKeys(keys))
    throw new Error(`The key in ${dataDir}/secret.key is too short: each line must hold 32 characters or more.`)
  return vaultOf(keys)
}
