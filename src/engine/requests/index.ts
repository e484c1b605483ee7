export { assignRequest, closeRequest, findRequests, openRequest, reopenRequest } from './service.ts'
export { dueAt, type Delay } from './sla.ts'
export { requestRoutes } from './routes.ts'
