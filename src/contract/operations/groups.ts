/** Groups and their members. */
import { z } from 'zod'
import { operation } from '../operation.ts'
import { done, listOf, preview } from '../shapes/answer.ts'
import { groupRef, inOrganization, page, reason, userRef, writing } from '../shapes/request.ts'
import { group, groupMember } from '../shapes/things.ts'

const oneGroup = inOrganization.extend({ group: groupRef })
const base = '/v1/organizations/{organization}/groups'
const name = z.string().min(1).max(400)
const description = z.string().max(1000)
const read = { permission: 'organization.group.read', at: 'organization' } as const
const manage = { permission: 'organization.group.manage', at: 'organization' } as const

export const listGroups = operation({
  name: 'listGroups',
  command: 'group list',
  summary: 'List groups.',
  method: 'GET',
  path: base,
  access: read,
  params: inOrganization,
  query: page,
  answer: listOf(group),
})

export const showGroup = operation({
  name: 'showGroup',
  command: 'group show',
  summary: 'Show a group.',
  method: 'GET',
  path: `${base}/{group}`,
  access: read,
  params: oneGroup,
  answer: group,
})

export const createGroup = operation({
  name: 'createGroup',
  command: 'group create',
  summary: 'Create a group.',
  method: 'POST',
  path: base,
  access: manage,
  params: inOrganization,
  query: writing,
  body: z.strictObject({ name, description: description.optional(), reason }),
  answer: z.union([group, preview]),
  status: 201,
  writes: ['group.created'],
})

export const updateGroup = operation({
  name: 'updateGroup',
  command: 'group update',
  summary: 'Change a group’s name or description.',
  method: 'PUT',
  path: `${base}/{group}`,
  access: manage,
  params: oneGroup,
  query: writing,
  body: z.strictObject({ name: name.optional(), description: description.optional(), reason }),
  answer: z.union([group, preview]),
  writes: ['group.updated'],
})

export const deleteGroup = operation({
  name: 'deleteGroup',
  command: 'group delete',
  summary: 'Delete a group with its seats and assignments.',
  method: 'DELETE',
  path: `${base}/{group}`,
  access: manage,
  params: oneGroup,
  query: writing.extend({ reason }),
  answer: z.union([preview, done]),
  writes: ['group.deleted', 'group.member.removed', 'assignment.deleted'],
})

export const listGroupMembers = operation({
  name: 'listGroupMembers',
  command: 'group member list',
  summary: 'List the members of a group, with what put each of them there.',
  method: 'GET',
  path: `${base}/{group}/members`,
  access: read,
  params: oneGroup,
  query: page,
  answer: listOf(groupMember),
})

export const addGroupMember = operation({
  name: 'addGroupMember',
  command: 'group member add',
  summary: 'Add a person to a group.',
  method: 'POST',
  path: `${base}/{group}/members`,
  access: manage,
  params: oneGroup,
  query: writing,
  body: z.strictObject({ user: userRef, reason }),
  answer: z.union([groupMember, preview]),
  status: 201,
  writes: ['group.member.added'],
})

export const addGroupMembers = operation({
  name: 'addGroupMembers',
  command: 'group member add',
  summary: 'Add people to a group: all of them, or none.',
  method: 'POST',
  path: `${base}/{group}/members/batch`,
  access: manage,
  params: oneGroup,
  query: writing,
  body: z.strictObject({ users: z.array(userRef).min(1).max(500), reason }),
  answer: z.union([z.object({ items: z.array(groupMember) }), preview]),
  writes: ['group.member.added'],
})

export const removeGroupMember = operation({
  name: 'removeGroupMember',
  command: 'group member remove',
  summary: 'Remove a person from a group.',
  method: 'DELETE',
  path: `${base}/{group}/members/{user}`,
  access: manage,
  params: oneGroup.extend({ user: userRef }),
  query: writing.extend({ reason }),
  answer: z.union([preview, done]),
  writes: ['group.member.removed'],
})
