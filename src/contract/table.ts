/** THE table of operations: everything that can be asked of the server. Routes, OpenAPI and the client are made of it. */
import type { z } from 'zod'
import * as access from './operations/access.ts'
import * as accessMany from './operations/access-many.ts'
import * as accountAccess from './operations/account-access.ts'
import * as accountInvitations from './operations/account-invitations.ts'
import * as assignments from './operations/assignments.ts'
import * as audit from './operations/audit.ts'
import * as authzen from './operations/authzen.ts'
import * as device from './operations/device.ts'
import * as diagnose from './operations/diagnose.ts'
import * as diagnoses from './operations/diagnoses.ts'
import * as expectations from './operations/expectations.ts'
import * as groups from './operations/groups.ts'
import * as invitations from './operations/invitations.ts'
import * as links from './operations/links.ts'
import * as mail from './operations/mail.ts'
import * as ofrep from './operations/ofrep.ts'
import * as passwords from './operations/passwords.ts'
import * as projects from './operations/projects.ts'
import * as review from './operations/review.ts'
import * as roles from './operations/roles.ts'
import * as session from './operations/session.ts'
import * as sessions from './operations/sessions.ts'
import * as settings from './operations/settings.ts'
import * as sources from './operations/sources.ts'
import * as sso from './operations/sso.ts'
import * as tokens from './operations/tokens.ts'
import * as users from './operations/users.ts'

export const OPERATIONS = {
  ...access,
  ...accessMany,
  ...accountAccess,
  ...accountInvitations,
  ...assignments,
  ...audit,
  ...authzen,
  ...device,
  ...diagnose,
  ...diagnoses,
  ...expectations,
  ...groups,
  ...invitations,
  ...links,
  ...mail,
  ...ofrep,
  ...passwords,
  ...projects,
  ...review,
  ...roles,
  ...session,
  ...sessions,
  ...settings,
  ...tokens,
  ...sources,
  ...sso,
  ...users,
} as const

export type OperationName = keyof typeof OPERATIONS

type Table = typeof OPERATIONS

/** A validated request. */
export type Input<N extends OperationName> = {
  readonly params: z.output<Table[N]['params']>
  readonly query: z.output<Table[N]['query']>
  readonly body: Table[N] extends { readonly body: infer B extends z.ZodType } ? z.output<B> : undefined
}

/** An answer before it is parsed through its schema. */
export type Unparsed<N extends OperationName> = z.input<Table[N]['answer']>
