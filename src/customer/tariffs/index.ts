export { priceOf } from './price.ts'
export { tariffRoutes } from './routes.ts'
