import { resolve } from 'node:path'
import { z } from 'zod'
import { ConfigError } from './error.ts'

/** The daily backup, and how every backup is locked. */
export type BackupConfig = {
  /** Where the house puts one every day; nowhere when absent. */
  dir?: string
  /** Hour and minute in the clock of this machine (TZ). */
  at: string
  keep: number
  recipients: string[]
  passphrase?: string
}

export const backupVariables = {
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('03:30'),
  BACKUP_KEEP: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number)
    .default(14),
  BACKUP_RECIPIENT: z
    .string()
    .regex(/^age1[a-z0-9]+(\s*,\s*age1[a-z0-9]+)*$/)
    .optional(),
  BACKUP_PASSPHRASE: z.string().min(12).max(1000).optional(),
}
const shape = z.object(backupVariables)

export const backupMends = {
  BACKUP_DIR: 'a folder for the daily backups, such as /var/backups/visavis, or nothing to make none',
  BACKUP_AT: 'an hour and minute of the day, such as 03:30',
  BACKUP_KEEP: 'how many daily backups to keep, from 1 to 9999',
  BACKUP_RECIPIENT: 'age public keys (age1…), separated by commas',
  BACKUP_PASSPHRASE: 'a passphrase of 12 to 1000 characters',
}

/** @throws {ConfigError} when both locks are given. */
export function backupOf(value: z.output<typeof shape>): BackupConfig | undefined {
  if (value.BACKUP_RECIPIENT && value.BACKUP_PASSPHRASE)
    throw new ConfigError(['BACKUP_RECIPIENT and BACKUP_PASSPHRASE are both given: a backup has one lock, keep one.'])
  if (!value.BACKUP_DIR && !value.BACKUP_RECIPIENT && !value.BACKUP_PASSPHRASE) return undefined
  return {
    dir: value.BACKUP_DIR && resolve(value.BACKUP_DIR),
    at: value.BACKUP_AT,
    keep: value.BACKUP_KEEP,
    recipients: value.BACKUP_RECIPIENT?.split(/\s*,\s*/) ?? [],
    passphrase: value.BACKUP_PASSPHRASE,
  }
}
