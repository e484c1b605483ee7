import { ConfigError, loadConfig } from '#kernel/config'
import { say, terminalLanguage } from '#kernel/i18n'
import { examine, type Finding, worst } from '../doctor/index.ts'
import { fault } from '../doctor/finding.ts'
import { command } from './command.ts'

const help = `visavis doctor [--send-to ADDRESS]
Examines configuration, machine, database, mail, public address, work under way and backups, and says the mend of what
is not right. It changes nothing and sends nothing, but for:

  --send-to  send a test letter to this address
`
const options = { 'send-to': { type: 'string' } } as const
const exits = { 0: 'all is well', 1: 'something deserves attention', 2: 'something is at fault' }
const signs = { ok: ' ok ', attention: 'look', fault: 'FAIL' }

export const run = command({ help, options, exits }, async ({ values }) => {
  const language = terminalLanguage(process.env)
  const findings: Finding[] = []
  for await (const finding of findingsOf(values['send-to'])) {
    findings.push(finding)
    const { check, state, reason, params } = finding
    const sentence = say(language, `doctor.${check}.${reason}`, params)
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ check, state, reason, sentence, params })}\n`
        : `${signs[state]}  ${say(language, `doctor.titles.${check}`).padEnd(18)} ${sentence}\n`,
    )
  }
  return worst(findings)
})

async function* findingsOf(sendTo: string | undefined): AsyncGenerator<Finding> {
  try {
    const config = loadConfig(() => {})
    yield* examine(config, { sendTo, language: terminalLanguage(process.env) })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const line of error.lines) yield fault('configuration', 'wrong', { line })
  }
}
