import type { IConfiguration, IForbiddenRuleType } from 'dependency-cruiser'

/** Who may import whom: section 2 of docs/architecture.md. */
const tests = String.raw`\.(test|check)\.tsx?$`
const doors = String.raw`^src/(kernel|engine|customer|employee|adapters)/[^/]+/(index|contract)\.ts$|^src/(engine|customer|employee)/[^/]+/web/index\.ts$`
const ring = (name: string) => `^src/${name}/`

/** Files of `from` must not reach into files of `to`. */
const forbid = (
  name: string,
  comment: string,
  from: string | Record<string, unknown>,
  to: string | Record<string, unknown>,
): IForbiddenRuleType => ({
  name,
  comment,
  severity: 'error',
  from: typeof from === 'string' ? { path: from, pathNot: tests } : from,
  to: typeof to === 'string' ? { path: to } : to,
})

export const rules = {
  forbidden: [
    forbid('no-cycle', 'No cycle, ever.', {}, { circular: true }),
    forbid('shared-is-pure', 'Shared code knows nothing of the house.', ring('shared'), {
      path: '^src/',
      pathNot: '^src/shared/',
    }),
    forbid(
      'kernel-has-no-domain',
      'The kernel is technique.',
      ring('kernel'),
      '^src/(engine|customer|employee|insight|adapters|web|widget|answering)/',
    ),
    forbid(
      'engine-knows-no-face',
      'The engine serves both faces alike.',
      ring('engine'),
      '^src/(customer|employee|insight|adapters|widget|answering)/',
    ),
    forbid(
      'customer-meets-employee-through-events',
      'The two faces never import each other.',
      ring('customer'),
      '^src/(employee|insight|adapters|widget|answering)/',
    ),
    forbid(
      'employee-meets-customer-through-events',
      'The two faces never import each other.',
      ring('employee'),
      '^src/(customer|insight|adapters|widget|answering)/',
    ),
    forbid('insight-sees-measures-only', 'Employees’ secrets rest on this.', ring('insight'), {
      path: '^src/(engine|customer|employee|adapters)/',
      pathNot: '^src/engine/measures/',
    }),
    forbid('adapters-see-ports', 'Adapters implement ports.', ring('adapters'), {
      path: '^src/(kernel|engine|customer|employee)/',
      pathNot: '/(index|contract)\\.ts$',
    }),
    forbid(
      'adapters-enter-at-the-top',
      'Only the composition root and the commands know adapters.',
      {
        path: '^src/',
        pathNot: [tests, '^src/(house|main|tasks)\\.ts$', '^src/commands/', '^src/adapters/', '^src/demo/'],
      },
      '^src/adapters/',
    ),
    forbid(
      'through-the-door',
      'A module is entered by index.ts, contract.ts or web/index.ts.',
      { path: '^src/(kernel|engine|customer|employee|adapters)/([^/]+)/', pathNot: tests },
      { path: '^src/(kernel|engine|customer|employee|adapters)/[^/]+/', pathNot: ['^src/$1/$2/', doors] },
    ),
    forbid(
      'through-the-door-from-outside',
      'A module is entered by index.ts, contract.ts or web/index.ts.',
      { path: '^(src/(?!kernel|engine|customer|employee|adapters)|e2e|bench)', pathNot: tests },
      { path: '^src/(kernel|engine|customer|employee|adapters)/[^/]+/', pathNot: doors },
    ),
    forbid(
      'sql-in-repos-only',
      'Only repo.ts speaks Kysely.',
      { path: '^src/', pathNot: [tests, 'repo\\.ts$', '^src/kernel/db/'] },
      { path: 'node_modules/kysely/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'screens-see-contracts-only',
      'Screens know the web shell, contracts and shared code.',
      { path: '(^src/web/|/web/)', pathNot: tests },
      {
        path: '^src/',
        pathNot: ['^src/web/', '/web/', '/contract\\.ts$', '^src/shared/', '^src/engine/interactions/call-event\\.ts$'],
      },
    ),
    forbid(
      'server-has-no-react',
      'Screens stay out of the server.',
      { path: '^src/', pathNot: ['(^src/web/|/web/)', tests] },
      '(^src/web/|/web/|node_modules/(react|@mantine|@tanstack|echarts)/)',
    ),
    forbid(
      'widget-stands-alone',
      'What runs on customers’ sites has no dependency.',
      { path: '^src/widget/', pathNot: [tests, 'build\\.ts$'] },
      { pathNot: '^src/widget/' },
    ),
    forbid(
      'answering-page-stands-alone',
      'What is written into the page of whoever answers is light: shared code and one small library.',
      { path: '^src/answering/', pathNot: [tests, 'build\\.ts$'] },
      { pathNot: '^src/(answering|shared)/|node_modules/preact/' },
    ),
    forbid('resolvable', 'Every import resolves.', {}, { couldNotResolve: true }),
    forbid(
      'declared',
      'Packages are declared.',
      { path: '^src/', pathNot: [tests, '^src/test/'] },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'undetermined'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.gen\\.ts$|\\.css$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.d.ts'],
    },
    reporterOptions: {
      dot: {
        collapsePattern: '^src/(kernel|engine|customer|employee|adapters)/[^/]+|^src/(web|widget|shared|commands|test)',
      },
    },
  },
} satisfies IConfiguration
