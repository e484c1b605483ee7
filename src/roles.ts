import { isOfWhole, rightNames, rolesWith } from '#kernel/auth'
import { type Role, roles } from '#kernel/auth/contract'
import { type Language, say } from '#kernel/i18n'
// The composition root declares the rights of every room.
import './house.ts'
import { tableRow, writtenPages } from './written-pages.ts'

/** Owners and administrators are of the whole organisation in any case. */
const mark = (role: Role, right: string) =>
  role !== 'owner' && role !== 'administrator' && isOfWhole(right) ? '○' : '●'

/** Who may do what, as the policies say it: one line per right, one column per role. */
function table(language: Language): string {
  return [
    tableRow(['', ...roles.map((role) => say(language, `roles.${role}`))]),
    tableRow(['---', ...roles.map(() => ':-:')]),
    ...rightNames().map((right) => {
      const held = rolesWith(right)
      return tableRow([
        `${say(language, `rights.${right}`)} \`${right}\``,
        ...roles.map((role) => (held.includes(role) ? mark(role, right) : '')),
      ])
    }),
  ].join('\n')
}

export const rolePages = writtenPages('roles', { fr: 'docs/admin/roles.md', en: 'docs/admin/roles.en.md' }, table)
