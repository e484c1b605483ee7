import type { Log } from '#kernel/log'
import { listBackups } from './place.ts'

const patience = 15 * 60_000

/** The last time before `now` that this machine's clock showed `at` (HH:MM); where the clock jumps over it, the jump. */
export function lastDue(at: string, now: Date): Date {
  const [hours, minutes] = at.split(':').map(Number)
  const due = new Date(now)
  due.setHours(hours!, minutes, 0, 0)
  if (due > now) {
    due.setDate(due.getDate() - 1)
    due.setHours(hours!, minutes, 0, 0)
  }
  return due
}

/** When a backup's name says that it was taken. */
export const takenAt = (name: string): Date =>
  new Date(name.replace(/^visavis-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6Z'))

/**
 * Decides when a backup is made, once a day: the folder itself tells when the last one was, so a machine that slept makes
 * it when it wakes, and of several processes the first. One that failed is tried again after 15 minutes.
 * @returns what to call every minute; it resolves once the backup that it began has ended.
 */
export function dailyBackups({ dir, at }: { dir: string; at: string }, run: () => Promise<void>, log: Log) {
  let isUnderWay = false
  let notBefore = 0
  return async (now = new Date()): Promise<void> => {
    if (isUnderWay || now.getTime() < notBefore) return
    isUnderWay = true
    try {
      const [newest] = await listBackups(dir)
      if (!newest || takenAt(newest) < lastDue(at, now)) await run()
    } catch (error) {
      notBefore = now.getTime() + patience
      log.error({ err: error }, 'The daily backup failed')
    } finally {
      isUnderWay = false
    }
  }
}
