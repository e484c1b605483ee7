type Load = () => Promise<{ run: (args: string[]) => Promise<number | void> }>

/** The command line: `visavis COMMAND`. Each command is loaded only when it is called. */
export const commands: Record<string, { about: string; load: Load }> = {
  start: { about: 'run the product', load: () => import('./start.ts') },
  demo: {
    about: 'run it with a lifelike company of 12 sites and 18 months of history',
    load: () => import('./demo.ts'),
  },
  migrate: { about: 'bring the database to the latest shape', load: () => import('./migrate.ts') },
  import: { about: 'import calls from a file', load: () => import('./import.ts') },
  audit: { about: 'verify the audit log, or export it', load: () => import('./audit.ts') },
  user: { about: 'let people in again: list, add, role, link, sign-out', load: () => import('./user.ts') },
  doctor: { about: 'examine everything, and say the mend', load: () => import('./doctor.ts') },
  backup: { about: 'write a backup of everything', load: () => import('./backup.ts') },
  restore: { about: 'restore a backup into an empty database, or check one', load: () => import('./restore.ts') },
  jobs: { about: 'what waits in the queue, and what a restore holds', load: () => import('./jobs.ts') },
  tool: {
    about: 'run a pure calculation: JSON on standard input, JSON on standard output',
    load: () => import('./tool.ts'),
  },
}
