export { right, wholeRight, everyRole, isOfWhole, rightNames, rolesWith, type Right, type Caller } from './rights.ts'
export { manageKeys, manageMembers, readMembers } from './policy.ts'
export { listMembers, setMemberScope } from './scope.ts'
export { listColleagues, type Colleague } from './colleagues-repo.ts'
export { findOrg, hasOrg, listOrgs } from './repo.ts'
export {
  actorNames,
  addMember,
  closeSession,
  createApiKey,
  findCaller,
  findMe,
  listActors,
  listApiKeys,
  openSession,
  revokeApiKey,
  setUp,
  signIn,
  whoseAttempt,
} from './service.ts'
