export { PrintCalls, PrintSites } from './print.tsx'
export { ReportsPage } from './reports-page.tsx'
