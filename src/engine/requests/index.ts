export { assignRequest, closeRequest, findRequests, listRequests, openRequest, reopenRequest } from './service.ts'
export { dueAt, type Delay } from './sla.ts'
export { forgetRequests, purgeRequests, showRequests } from './erasure-repo.ts'
export { requestRoutes } from './routes.ts'
