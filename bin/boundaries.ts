// Holds the imports against boundary-rules.ts. Also fails when next to nothing was read: with a TypeScript whose
// compiler it cannot use, the tool finds no module and no fault.
import { cruise, format } from 'dependency-cruiser'
import { rules } from './boundary-rules.ts'

const { output } = await cruise(['src', 'e2e', 'bench'], {
  ...rules.options,
  ruleSet: { forbidden: rules.forbidden },
  validate: true,
})
if (typeof output === 'string') throw new Error(output)
const { totalCruised, totalDependenciesCruised = 0 } = output.summary
const report = await format(output, { outputType: 'err' })
process.stdout.write(typeof report.output === 'string' ? report.output : '')
const blind = totalCruised < 150 || totalDependenciesCruised < totalCruised
if (blind)
  process.stderr.write(
    `Only ${totalCruised} modules and ${totalDependenciesCruised} imports were read: the check is blind.\n`,
  )
process.exitCode = blind || output.summary.error > 0 || output.summary.warn > 0 ? 1 : 0
