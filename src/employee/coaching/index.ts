export { planTalks, setCadence } from './cadences.ts'
export { decide, listOneToOnes, prepare } from './one-to-ones.ts'
export { countKept as keptToEmployees, purge as purgeOneToOnes } from './repo.ts'
export { coachingRoutes } from './routes.ts'
