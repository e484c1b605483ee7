// Draws docs/modules.svg from the imports; needs Graphviz (`dot`).
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cruise } from 'dependency-cruiser'
import { rules } from './boundary-rules.ts'

const { output } = await cruise(['src'], {
  ...rules.options,
  outputType: 'archi',
  includeOnly: '^src/(kernel|engine|customer|employee|insight|adapters)/',
  exclude: { path: String.raw`\.(test|check|gen)\.tsx?$|/web/` },
})
if (typeof output !== 'string') throw new Error('Nothing was drawn.')
writeFileSync('docs/modules.svg', execFileSync('dot', ['-Tsvg'], { input: output }))
