import { Liquid, TokenKind } from 'liquidjs'

// Whoever writes a template is not trusted: nothing but `{{ field }}` and these filters, no tag, no file, no inherited
// property. Without tags there is no loop, so that a template's length bounds its work.
const filters = new Set(['default', 'upcase', 'downcase', 'capitalize', 'truncate'])
const liquid = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
  parseLimit: 20_000,
  renderLimit: 100,
  memoryLimit: 1_000_000,
})
for (const name of Object.keys(liquid.filters)) if (!filters.has(name)) delete liquid.filters[name]

/** Why a template cannot be filled with these fields; undefined when it can. */
export function templateProblem(source: string, names: ReadonlySet<string>): string | undefined {
  try {
    const parts = liquid.parse(source)
    if (parts.some(({ token }) => token.kind !== TokenKind.HTML && token.kind !== TokenKind.Output))
      return 'rule.template_tag'
    return liquid.fullVariablesSync(parts).every((name) => names.has(name)) ? undefined : 'rule.unknown_placeholder'
  } catch {
    return 'rule.bad_template'
  }
}

/** Plain text: whoever puts it in a page escapes it. @throws when {@link templateProblem} says why. */
export const fill = (source: string, values: Record<string, string>): string =>
  String(liquid.renderSync(liquid.parse(source), values))
