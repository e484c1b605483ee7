// Writes the table of events into docs/admin/webhooks.md and webhooks.en.md, from the catalogue.
import { writeFileSync } from 'node:fs'
import { eventPages } from '../src/event-pages.ts'

for (const page of eventPages) writeFileSync(page.file, page.true)
