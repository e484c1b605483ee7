import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Ids for a child process; empty when we are not root and stay who we are. */
export type ServiceUser = { uid?: number; gid?: number }

/** PostgreSQL refuses to run as root: root lends it the system's `postgres` user, or creates `visavis`. */
export async function serviceUser(): Promise<ServiceUser> {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'visavis']) {
    const ids = await idsOf(name)
    if (ids) return ids
  }
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'visavis',
  ]).catch(() =>
    // BusyBox systems such as Alpine
    run('adduser', ['-S', '-D', '-H', 'visavis']),
  )
  const ids = await idsOf('visavis')
  if (!ids)
    throw new Error(
      'Started as root, and the system user `visavis` for the embedded PostgreSQL could not be created. Create it, start as another user, or set DATABASE_URL.',
    )
  return ids
}

async function idsOf(name: string): Promise<Required<ServiceUser> | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return undefined
  }
}
