import { sealDestinations } from '#customer/conversions'
import { sealConnections } from '#customer/voice'
import { eraseAgain, openJournal, sealSubjectKey } from '#engine/privacy'
import { sealWebhooks } from '#engine/webhooks'
import { listOrgs, sealIdentityProviders, sealSecondFactors } from '#kernel/auth'
import { afterRestore } from '#kernel/backup'
import type { Database } from '#kernel/db'
import type { Log } from '#kernel/log'
import { type Vault, VaultError } from '#kernel/vault'

/** Whoever was erased since a backup was taken is erased again once it is restored. */
export const followRestores = (vault: Vault, { dataDir }: { dataDir: string }) =>
  afterRestore('people erased since', async (db) => void (await eraseAgain(db, vault, openJournal(dataDir))))

/**
 * Seals with the current key of the installation whatever is in clear or under an older one: at each start, so that a
 * key is replaced by putting another before it and starting again. A lost key stops what needs it, not the start.
 */
export async function sealSecrets(db: Database, vault: Vault, log: Log) {
  await db.atGate((tx) => sealSecondFactors(tx, vault)).catch(unlessLost(log, { of: 'second factors' }))
  await db.atGate((tx) => sealIdentityProviders(tx, vault)).catch(unlessLost(log, { of: 'identity providers' }))
  for (const { id: orgId } of await db.atGate(listOrgs))
    await db
      .as({ orgId }, async (tx) => {
        await sealConnections(tx, vault)
        await sealDestinations(tx, vault)
        await sealWebhooks(tx, vault)
        await sealSubjectKey(tx, vault)
      })
      .catch(unlessLost(log, { org: orgId }))
}

export const unlessLost = (log: Log, who: object) => (error: unknown) => {
  if (!(error instanceof VaultError)) throw error
  log.error(who, error.message)
}
