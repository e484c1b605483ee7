export { right, wholeRight, everyRole, isOfWhole, rightNames, rolesWith, type Right, type Caller } from './rights.ts'
export { manageKeys, manageMembers, manageSignIn, manageSingleSignOn, readMembers, readSignIn } from './policy.ts'
export { listMembers, setMemberScope } from './scope.ts'
export { listColleagues, type Colleague } from './colleagues-repo.ts'
export { findOrg, hasOrg, listOrgs } from './repo.ts'
export { actorNames, addMember, findCaller, findMember, listActors, orgName, setUp } from './service.ts'
export { createApiKey, listApiKeys, revokeApiKey, rotateApiKey, tellKeyEnds, warnOfEndingKeys } from './api-keys.ts'
export {
  createServiceAccount,
  listServiceAccounts,
  removeServiceAccount,
  updateServiceAccount,
} from './service-accounts.ts'
export { hashToken } from './secrets.ts'
export { changePassword, renameAccount } from './account.ts'
export {
  closeSession,
  endMemberSessions,
  endOtherSessions,
  endSession,
  findMe,
  findPerson,
  getSignInPolicy,
  listSessions,
  openSession,
  type OpenedSession,
  type Person,
  purgeAccess,
  setSignInPolicy,
} from './sessions.ts'
export { type Attempt } from './check-password.ts'
export {
  chooseOrganisation,
  confirmAtSignIn,
  enter,
  giveCode,
  knowBrowser,
  type Progress,
  setUpAtSignIn,
  signIn,
  switchOrganisation,
  whoseAttempt,
  whosePending,
} from './sign-in.ts'
export {
  addIdentityProvider,
  changeIdentityProvider,
  type Fields as IdentityProviderFields,
  type Kept as IdentityProviderKept,
  listIdentityProviders,
  listWaysIn,
  removeIdentityProvider,
  sealIdentityProviders,
  tryProvider,
} from './identity-providers.ts'
export { beginSingleSignOn, finishSingleSignOn, redirectUriOf, whereSent } from './single-sign-on.ts'
export {
  confirmSecondFactor,
  getSecondFactor,
  removeMemberSecondFactor,
  renewRecoveryCodes,
  sealSecondFactors,
  sendSecondFactor,
  setUpSecondFactor,
  turnOffSecondFactor,
} from './second-factor.ts'
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
export { refuseGuessable } from './password-rule.ts'
export { resetPassword, sendChanged, sendReset, showReset, wishPassword } from './passwords.ts'
export {
  addPerson,
  changeRole,
  endSessions,
  listPeople,
  passwordLink,
  turnOffSecondFactor as rescueSecondFactor,
} from './rescue.ts'
export { removeMember, setRole } from './members.ts'
