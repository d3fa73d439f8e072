/** Every use case of the contract; one that is missing does not compile. */
import type { UseCases } from './call.ts'
import type { Deps } from './deps.ts'
import { checkAccess } from './access/check-access.ts'
import { explainAccess } from './access/explain-access.ts'
import { listGrantors } from './access/list-grantors.ts'
import { whatAccess } from './access/what-access.ts'
import { whoHasAccess } from './access/who-has-access.ts'
import { activate } from './account/activate.ts'
import { listOrganizations } from './account/list-organizations.ts'
import { signIn } from './account/sign-in.ts'
import { signOut } from './account/sign-out.ts'
import { whoAmI } from './account/who-am-i.ts'
import { createAssignment } from './assignments/create-assignment.ts'
import { deleteAssignment } from './assignments/delete-assignment.ts'
import { listAssignments } from './assignments/list-assignments.ts'
import { updateAssignment } from './assignments/update-assignment.ts'
import { listAuditEvents } from './audit/list-audit-events.ts'
import { verifyAudit } from './audit/verify-audit.ts'
import { addGroupMember } from './groups/add-group-member.ts'
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
import { blockUser } from './users/block-user.ts'
import { grantRole } from './users/grant-role.ts'
import { inviteUser } from './users/invite-user.ts'
import { listUsers } from './users/list-users.ts'
import { removeUser } from './users/remove-user.ts'
import { setBetaAccess } from './users/set-beta-access.ts'
import { showUser } from './users/show-user.ts'
import { unblockUser } from './users/unblock-user.ts'

export function useCases(deps: Deps): UseCases {
  return {
    checkAccess: checkAccess(deps),
    explainAccess: explainAccess(deps),
    whoHasAccess: whoHasAccess(deps),
    whatAccess: whatAccess(deps),
    listGrantors: listGrantors(deps),
    listAssignments: listAssignments(deps),
    createAssignment: createAssignment(deps),
    updateAssignment: updateAssignment(deps),
    deleteAssignment: deleteAssignment(deps),
    listAuditEvents: listAuditEvents(deps),
    verifyAudit: verifyAudit(deps),
    listGroups: listGroups(deps),
    showGroup: showGroup(deps),
    createGroup: createGroup(deps),
    updateGroup: updateGroup(deps),
    deleteGroup: deleteGroup(deps),
    listGroupMembers: listGroupMembers(deps),
    addGroupMember: addGroupMember(deps),
    removeGroupMember: removeGroupMember(deps),
    listInvitations: listInvitations(deps),
    resendInvitation: resendInvitation(deps),
    cancelInvitation: cancelInvitation(deps),
    listProjects: listProjects(deps),
    showProject: showProject(deps),
    createProject: createProject(deps),
    updateProject: updateProject(deps),
    archiveProject: archiveProject(deps),
    unarchiveProject: unarchiveProject(deps),
    deleteProject: deleteProject(deps),
    createEnvironment: createEnvironment(deps),
    deleteEnvironment: deleteEnvironment(deps),
    listPermissions: listPermissions(deps),
    listRoles: listRoles(deps),
    showRole: showRole(deps),
    createRole: createRole(deps),
    updateRole: updateRole(deps),
    deleteRole: deleteRole(deps),
    setUp: setUp(deps),
    activate: activate(deps),
    signIn: signIn(deps),
    openDemo: openDemo(deps),
    signOut: signOut(deps),
    whoAmI: whoAmI(deps),
    listOrganizations: listOrganizations(deps),
    showOrganization: showOrganization(deps),
    showSettings: showSettings(deps),
    changeSettings: changeSettings(deps),
    showSignInSettings: showSignInSettings(deps),
    changeSignInSettings: changeSignInSettings(deps),
    listFeatures: listFeatures(deps),
    setFeature: setFeature(deps),
    listCatalogues: listCatalogues(deps),
    applyCatalogue: applyCatalogue(deps),
    listUsers: listUsers(deps),
    showUser: showUser(deps),
    inviteUser: inviteUser(deps),
    removeUser: removeUser(deps),
    blockUser: blockUser(deps),
    unblockUser: unblockUser(deps),
    setBetaAccess: setBetaAccess(deps),
    grantRole: grantRole(deps),
  }
}
