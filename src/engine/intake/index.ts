export {
  findRefused,
  onDelivery,
  quarantine,
  receive,
  forgetDelivery,
  settle,
  settleInJob,
  settleLater,
  type Handler,
} from './service.ts'
export { forgetDeliveries, purgeDeliveries, showDeliveries } from './erasure-repo.ts'
export { intakeRoutes } from './routes.ts'
export { deliveriesAtRest } from './at-rest.ts'
