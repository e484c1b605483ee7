// Writes the table of roles and rights into docs/admin/roles.md and roles.en.md, from the policies.
import { writeFileSync } from 'node:fs'
import { rolePages } from '../src/roles.ts'

for (const page of rolePages) writeFileSync(page.file, page.true)
