export { hashesOf, inPeace, leaveInPeace, type Peace, solicit } from './service.ts'
export { purge as purgeSolicitations } from './repo.ts'
export { solicitationRoutes } from './routes.ts'
