import { readConfig } from '#kernel/config'
import { databaseUrl, migrate } from '#kernel/db'

export async function run(): Promise<void> {
  const source = await databaseUrl(readConfig(process.env))
  try {
    const steps = await migrate(source.url)
    process.stdout.write(steps.length > 0 ? `${steps.join('\n')}\n` : 'Nothing to do.\n')
  } finally {
    await source.release()
  }
}
