/** Every use case of the contract; one that is missing does not compile. */

import { accessHistory } from './access/access-history.ts'
import { applyRemedy } from './access/apply-remedy.ts'
import { batchAccess } from './access/batch-access.ts'
import { checkAccess } from './access/check-access.ts'
import { diagnoseAccess } from './access/diagnose-access.ts'
import { explainAccess } from './access/explain-access.ts'
import { lintAccess } from './access/lint-access.ts'
import { listGrantors } from './access/list-grantors.ts'
import { matrixAccess } from './access/matrix-access.ts'
import { whatAccess } from './access/what-access.ts'
import { whoHasAccess } from './access/who-has-access.ts'
import { acceptInvitation } from './account/accept-invitation.ts'
import { activate } from './account/activate.ts'
import { changePassword } from './account/change-password.ts'
import { forgotPassword } from './account/forgot-password.ts'
import { inspectLink } from './account/inspect-link.ts'
import { listAccountInvitations } from './account/list-account-invitations.ts'
import { listOrganizations } from './account/list-organizations.ts'
import { resetPassword } from './account/reset-password.ts'
import { showAccountAccess } from './account/show-account-access.ts'
import { signIn } from './account/sign-in.ts'
import { signOut } from './account/sign-out.ts'
import { whoAmI } from './account/who-am-i.ts'
import { denialsNoted } from './activity/note-denials.ts'
import { createAssignment } from './assignments/create-assignment.ts'
import { deleteAssignment } from './assignments/delete-assignment.ts'
import { listAssignments } from './assignments/list-assignments.ts'
import { updateAssignment } from './assignments/update-assignment.ts'
import { exportAuditEvents } from './audit/export-audit-events.ts'
import { listAuditEvents } from './audit/list-audit-events.ts'
import { listCheckpoints } from './audit/list-checkpoints.ts'
import { proveConsistency } from './audit/prove-consistency.ts'
import { revertChange } from './audit/revert-change.ts'
import { verifyAudit } from './audit/verify-audit.ts'
import { authzenConfiguration } from './authzen/configuration.ts'
import { authzenEvaluation } from './authzen/evaluation.ts'
import { authzenEvaluations } from './authzen/evaluations.ts'
import { authzenSearchAction } from './authzen/search-action.ts'
import { authzenSearchResource } from './authzen/search-resource.ts'
import { authzenSearchSubject } from './authzen/search-subject.ts'
import type { UseCases } from './call.ts'
import type { Deps } from './deps.ts'
import { decideDeviceLogin } from './device/decide-device-login.ts'
import { pollDeviceLogin } from './device/poll-device-login.ts'
import { showDeviceLogin } from './device/show-device-login.ts'
import { startDeviceLogin } from './device/start-device-login.ts'
import { closeDiagnosis } from './diagnoses/close-diagnosis.ts'
import { createBundle } from './diagnoses/create-bundle.ts'
import { listDiagnoses } from './diagnoses/list-diagnoses.ts'
import { recordCheck } from './diagnoses/record-check.ts'
import { showBundle } from './diagnoses/show-bundle.ts'
import { showDiagnosis } from './diagnoses/show-diagnosis.ts'
import { addExpectation } from './expectations/add-expectation.ts'
import { listExpectations } from './expectations/list-expectations.ts'
import { removeExpectation } from './expectations/remove-expectation.ts'
import { testExpectations } from './expectations/test-expectations.ts'
import { addGroupMember } from './groups/add-group-member.ts'
import { addGroupMembers } from './groups/add-group-members.ts'
import { createGroup } from './groups/create-group.ts'
import { deleteGroup } from './groups/delete-group.ts'
import { listGroupMembers } from './groups/list-group-members.ts'
import { listGroups } from './groups/list-groups.ts'
import { removeGroupMember } from './groups/remove-group-member.ts'
import { showGroup } from './groups/show-group.ts'
import { updateGroup } from './groups/update-group.ts'
import { cancelInvitation } from './invitations/cancel-invitation.ts'
import { listInvitations } from './invitations/list-invitations.ts'
import { resendInvitation } from './invitations/resend-invitation.ts'
import { listMail } from './mail/list-mail.ts'
import { ofrepFlag } from './ofrep/flag.ts'
import { ofrepFlags } from './ofrep/flags.ts'
import { archiveProject } from './projects/archive-project.ts'
import { createEnvironment } from './projects/create-environment.ts'
import { createProject } from './projects/create-project.ts'
import { deleteEnvironment } from './projects/delete-environment.ts'
import { deleteProject } from './projects/delete-project.ts'
import { listProjects } from './projects/list-projects.ts'
import { showProject } from './projects/show-project.ts'
import { unarchiveProject } from './projects/unarchive-project.ts'
import { updateProject } from './projects/update-project.ts'
import { createRole } from './roles/create-role.ts'
import { deleteRole } from './roles/delete-role.ts'
import { listPermissions } from './roles/list-permissions.ts'
import { listRoles } from './roles/list-roles.ts'
import { showRole } from './roles/show-role.ts'
import { updateRole } from './roles/update-role.ts'
import { listAccountSessions } from './sessions/list-account-sessions.ts'
import { listSessions } from './sessions/list-sessions.ts'
import { revokeAccountSession } from './sessions/revoke-account-session.ts'
import { revokeOtherSessions } from './sessions/revoke-other-sessions.ts'
import { revokeSession } from './sessions/revoke-session.ts'
import { openDemo } from './set-up/open-demo.ts'
import { setUp } from './set-up/set-up.ts'
import { applyCatalogue } from './settings/apply-catalogue.ts'
import { changeSettings } from './settings/change-settings.ts'
import { changeSignInSettings } from './settings/change-sign-in-settings.ts'
import { listCatalogues } from './settings/list-catalogues.ts'
import { listFeatures } from './settings/list-features.ts'
import { setFeature } from './settings/set-feature.ts'
import { showOrganization } from './settings/show-organization.ts'
import { showSettings } from './settings/show-settings.ts'
import { showSignInSettings } from './settings/show-sign-in-settings.ts'
import { connectSource } from './sources/connect-source.ts'
import { disconnectSource } from './sources/disconnect-source.ts'
import { listSources } from './sources/list-sources.ts'
import { showSource } from './sources/show-source.ts'
import { addOidcProvider } from './sso/add-oidc-provider.ts'
import { completeSingleSignOn } from './sso/complete-single-sign-on.ts'
import { listOidcProviders } from './sso/list-oidc-providers.ts'
import { listSignInMethods } from './sso/list-sign-in-methods.ts'
import { removeOidcProvider } from './sso/remove-oidc-provider.ts'
import { startSingleSignOn } from './sso/start-single-sign-on.ts'
import { testOidcProvider } from './sso/test-oidc-provider.ts'
import { updateOidcProvider } from './sso/update-oidc-provider.ts'
import { createToken } from './tokens/create-token.ts'
import { listTokens } from './tokens/list-tokens.ts'
import { revokeToken } from './tokens/revoke-token.ts'
import { blockUser } from './users/block-user.ts'
import { grantRole } from './users/grant-role.ts'
import { inviteUser } from './users/invite-user.ts'
import { listUsers } from './users/list-users.ts'
import { removeUser } from './users/remove-user.ts'
import { resetUserPassword } from './users/reset-user-password.ts'
import { setBetaAccess } from './users/set-beta-access.ts'
import { showUser } from './users/show-user.ts'
import { unblockUser } from './users/unblock-user.ts'
import { fromTheRightCallers } from './which-callers.ts'

export function useCases(deps: Deps): UseCases {
  const all = {
    ...accessCases(deps),
    ...accountCases(deps),
    ...assignmentCases(deps),
    ...auditCases(deps),
    ...authzenCases(deps),
    ...deviceCases(deps),
    ...diagnosisCases(deps),
    ...expectationCases(deps),
    ...groupCases(deps),
    ...invitationCases(deps),
    ...ofrepCases(deps),
    ...projectCases(deps),
    ...roleCases(deps),
    ...sessionCases(deps),
    ...setUpCases(deps),
    ...settingsCases(deps),
    ...tokenCases(deps),
    ...sourceCases(deps),
    ...ssoCases(deps),
    ...userCases(deps),
  }
  return denialsNoted(deps, fromTheRightCallers(all))
}

const accessCases = (deps: Deps) => ({
  accessHistory: accessHistory(deps),
  batchAccess: batchAccess(deps),
  checkAccess: checkAccess(deps),
  diagnoseAccess: diagnoseAccess(deps),
  applyRemedy: applyRemedy(deps),
  explainAccess: explainAccess(deps),
  lintAccess: lintAccess(deps),
  listGrantors: listGrantors(deps),
  matrixAccess: matrixAccess(deps),
  whatAccess: whatAccess(deps),
  whoHasAccess: whoHasAccess(deps),
})

const accountCases = (deps: Deps) => ({
  acceptInvitation: acceptInvitation(deps),
  activate: activate(deps),
  changePassword: changePassword(deps),
  forgotPassword: forgotPassword(deps),
  resetPassword: resetPassword(deps),
  inspectLink: inspectLink(deps),
  listAccountInvitations: listAccountInvitations(deps),
  showAccountAccess: showAccountAccess(deps),
  listOrganizations: listOrganizations(deps),
  signIn: signIn(deps),
  signOut: signOut(deps),
  whoAmI: whoAmI(deps),
})

const assignmentCases = (deps: Deps) => ({
  createAssignment: createAssignment(deps),
  deleteAssignment: deleteAssignment(deps),
  listAssignments: listAssignments(deps),
  updateAssignment: updateAssignment(deps),
})

const auditCases = (deps: Deps) => ({
  exportAuditEvents: exportAuditEvents(deps),
  listAuditEvents: listAuditEvents(deps),
  listCheckpoints: listCheckpoints(deps),
  proveConsistency: proveConsistency(deps),
  revertChange: revertChange(deps),
  verifyAudit: verifyAudit(deps),
})

const authzenCases = (deps: Deps) => ({
  authzenConfiguration: authzenConfiguration(deps),
  authzenEvaluation: authzenEvaluation(deps),
  authzenEvaluations: authzenEvaluations(deps),
  authzenSearchAction: authzenSearchAction(deps),
  authzenSearchResource: authzenSearchResource(deps),
  authzenSearchSubject: authzenSearchSubject(deps),
})

const diagnosisCases = (deps: Deps) => ({
  closeDiagnosis: closeDiagnosis(deps),
  createBundle: createBundle(deps),
  listDiagnoses: listDiagnoses(deps),
  recordCheck: recordCheck(deps),
  showBundle: showBundle(deps),
  showDiagnosis: showDiagnosis(deps),
})

const deviceCases = (deps: Deps) => ({
  decideDeviceLogin: decideDeviceLogin(deps),
  pollDeviceLogin: pollDeviceLogin(deps),
  showDeviceLogin: showDeviceLogin(deps),
  startDeviceLogin: startDeviceLogin(deps),
})

const expectationCases = (deps: Deps) => ({
  addExpectation: addExpectation(deps),
  listExpectations: listExpectations(deps),
  removeExpectation: removeExpectation(deps),
  testExpectations: testExpectations(deps),
})

const groupCases = (deps: Deps) => ({
  addGroupMember: addGroupMember(deps),
  addGroupMembers: addGroupMembers(deps),
  createGroup: createGroup(deps),
  deleteGroup: deleteGroup(deps),
  listGroupMembers: listGroupMembers(deps),
  listGroups: listGroups(deps),
  removeGroupMember: removeGroupMember(deps),
  showGroup: showGroup(deps),
  updateGroup: updateGroup(deps),
})

const invitationCases = (deps: Deps) => ({
  cancelInvitation: cancelInvitation(deps),
  listInvitations: listInvitations(deps),
  resendInvitation: resendInvitation(deps),
})

const ofrepCases = (deps: Deps) => ({
  ofrepFlag: ofrepFlag(deps),
  ofrepFlags: ofrepFlags(deps),
})

const projectCases = (deps: Deps) => ({
  archiveProject: archiveProject(deps),
  createEnvironment: createEnvironment(deps),
  createProject: createProject(deps),
  deleteEnvironment: deleteEnvironment(deps),
  deleteProject: deleteProject(deps),
  listProjects: listProjects(deps),
  showProject: showProject(deps),
  unarchiveProject: unarchiveProject(deps),
  updateProject: updateProject(deps),
})

const roleCases = (deps: Deps) => ({
  createRole: createRole(deps),
  deleteRole: deleteRole(deps),
  listPermissions: listPermissions(deps),
  listRoles: listRoles(deps),
  showRole: showRole(deps),
  updateRole: updateRole(deps),
})

const sessionCases = (deps: Deps) => ({
  listAccountSessions: listAccountSessions(deps),
  listSessions: listSessions(deps),
  revokeAccountSession: revokeAccountSession(deps),
  revokeOtherSessions: revokeOtherSessions(deps),
  revokeSession: revokeSession(deps),
})

const setUpCases = (deps: Deps) => ({
  openDemo: openDemo(deps),
  setUp: setUp(deps),
})

const settingsCases = (deps: Deps) => ({
  applyCatalogue: applyCatalogue(deps),
  changeSettings: changeSettings(deps),
  changeSignInSettings: changeSignInSettings(deps),
  listCatalogues: listCatalogues(deps),
  listFeatures: listFeatures(deps),
  setFeature: setFeature(deps),
  showOrganization: showOrganization(deps),
  showSettings: showSettings(deps),
  showSignInSettings: showSignInSettings(deps),
})

const tokenCases = (deps: Deps) => ({
  createToken: createToken(deps),
  listTokens: listTokens(deps),
  revokeToken: revokeToken(deps),
})

const sourceCases = (deps: Deps) => ({
  connectSource: connectSource(deps),
  disconnectSource: disconnectSource(deps),
  listSources: listSources(deps),
  showSource: showSource(deps),
})

const ssoCases = (deps: Deps) => ({
  addOidcProvider: addOidcProvider(deps),
  completeSingleSignOn: completeSingleSignOn(deps),
  listOidcProviders: listOidcProviders(deps),
  listSignInMethods: listSignInMethods(deps),
  removeOidcProvider: removeOidcProvider(deps),
  startSingleSignOn: startSingleSignOn(deps),
  testOidcProvider: testOidcProvider(deps),
  updateOidcProvider: updateOidcProvider(deps),
})

const userCases = (deps: Deps) => ({
  blockUser: blockUser(deps),
  grantRole: grantRole(deps),
  inviteUser: inviteUser(deps),
  listUsers: listUsers(deps),
  listMail: listMail(deps),
  removeUser: removeUser(deps),
  resetUserPassword: resetUserPassword(deps),
  setBetaAccess: setBetaAccess(deps),
  showUser: showUser(deps),
  unblockUser: unblockUser(deps),
})
