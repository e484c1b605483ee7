import { readFileSync } from 'node:fs'
import { isOfWhole, rightNames, rolesWith } from '#kernel/auth'
import { type Role, roles } from '#kernel/auth/contract'
import { type Language, say } from '#kernel/i18n'
// The composition root declares the rights of every room.
import './house.ts'

const pages = { fr: 'docs/admin/roles.md', en: 'docs/admin/roles.en.md' }
const marks = ['<!-- roles: written by `npm run roles` -->', '<!-- end of roles -->'] as const

/** Owners and administrators are of the whole organisation in any case. */
const mark = (role: Role, right: string) =>
  role !== 'owner' && role !== 'administrator' && isOfWhole(right) ? '○' : '●'

/** Who may do what, as the policies say it: one line per right, one column per role. */
function table(language: Language): string {
  const row = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [
    row(['', ...roles.map((role) => say(language, `roles.${role}`))]),
    row(['---', ...roles.map(() => ':-:')]),
    ...rightNames().map((right) => {
      const held = rolesWith(right)
      return row([
        `${say(language, `rights.${right}`)} \`${right}\``,
        ...roles.map((role) => (held.includes(role) ? mark(role, right) : '')),
      ])
    }),
  ].join('\n')
}

/** Each page of roles as it is, and as the policies would have it. */
export const rolePages = (Object.entries(pages) as [Language, string][]).map(([language, path]) => {
  const file = new URL(`../${path}`, import.meta.url)
  const written = readFileSync(file, 'utf8')
  const [before = '', rest = ''] = written.split(marks[0])
  const after = rest.slice(rest.indexOf(marks[1]))
  return { path, file, written, true: `${before}${marks[0]}\n\n${table(language)}\n\n${after}` }
})
