export { reportRoutes } from './routes.ts'
export { sendDueReports, sendReport } from './send.ts'
