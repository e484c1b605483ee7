export {
  addIdentity,
  addLine,
  browsersOf,
  createSite,
  dialable,
  findLine,
  findPerson,
  forgetPersons,
  getSite,
  identify,
  listSites,
  namesOf,
  whoAre,
} from './service.ts'
export { findLines, identifyAll } from './many.ts'
export { peopleRoutes } from './routes.ts'
export { atSite, inTeam, join, leave } from './memberships.ts'
export { createTeam, getTeam, listTeams } from './teams.ts'
export { teamRoutes } from './team-routes.ts'
