import { readFileSync } from 'node:fs'
import type { Language } from '#kernel/i18n'

/**
 * Pages of the guide with a part that is written from the code, between `<!-- name: … -->` and `<!-- end of name -->`:
 * each as it is, and as the code would have it.
 * @param paths from the root of the repository.
 */
export const writtenPages = (name: string, paths: Record<Language, string>, text: (language: Language) => string) =>
  (Object.entries(paths) as [Language, string][]).map(([language, path]) => {
    const file = new URL(`../${path}`, import.meta.url)
    const written = readFileSync(file, 'utf8')
    const begin = `<!-- ${name}: written by \`npm run ${name}\` -->`
    const [before = '', rest = ''] = written.split(begin)
    const after = rest.slice(rest.indexOf(`<!-- end of ${name} -->`))
    return { path, file, written, true: `${before}${begin}\n\n${text(language)}\n\n${after}` }
  })

export const tableRow = (cells: string[]): string => `| ${cells.join(' | ')} |`
