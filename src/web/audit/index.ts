export { AuditPage } from './audit-page.tsx'
export { AuditSearch } from './audit-search.ts'
