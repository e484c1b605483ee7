import { loadConfig } from '#kernel/config'
import { databaseUrl, migrate } from '#kernel/db'
import { command, tell } from './command.ts'

const help = `visavis migrate
Brings the database to the latest shape without starting; start does so too. Lists the steps taken.
`

export const run = command({ help, options: {} }, async ({ values }) => {
  const source = await databaseUrl(loadConfig())
  try {
    const steps = await migrate(source.url)
    tell(values.json, steps.join('\n') || 'Nothing to do.', { steps })
  } finally {
    await source.release()
  }
})
