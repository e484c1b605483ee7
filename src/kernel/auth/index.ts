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
  checkPassword,
  findCaller,
  findMe,
  listActors,
  knowBrowser,
  listApiKeys,
  openSession,
  revokeApiKey,
  setUp,
  signIn,
  whoseAttempt,
} from './service.ts'
export {
  acceptInvitation,
  invite,
  linkOf,
  listInvitations,
  revokeInvitation,
  sendAgain,
  sendInvitation,
  showInvitation,
} from './invitations.ts'
export { resetPassword, sendChanged, sendReset, showReset, wishPassword } from './passwords.ts'
export { addPerson, changeRole, endSessions, listPeople, passwordLink } from './rescue.ts'
export { removeMember, setRole } from './members.ts'
