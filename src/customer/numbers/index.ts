export { manageNumbers, readNumbers } from './policy.ts'
export { numberDays } from './advice-repo.ts'
export { blockingOf, erlangsOf, sizeFor } from './pool-size.ts'
export {
  addToPool,
  createNumber,
  createPool,
  findNumber,
  findPool,
  listNumbers,
  listPools,
  poolsOfSite,
  retireNumber,
} from './service.ts'
export { endLease, holdersOf, lend, lockPools, prolong, type Holder, type Lease } from './leases.ts'
export { lendPast, type Stay } from './past-leases.ts'
export { numberRoutes } from './routes.ts'
