/** The things of an organization as the API shows them. */
import { z } from 'zod'
import { instant, scope } from './answer.ts'

const named = z.object({ id: z.string(), name: z.string() })

/** How an invited person learns of it: `sign_in`: there is no link, they sign in with single sign-on. */
export const delivery = z.enum(['shown', 'mail', 'mail_and_shown', 'sign_in'])

/** An invitation, whoever it is for. */
const sentInvitation = {
  id: z.string(),
  state: z.enum(['pending', 'expired', 'accepted', 'cancelled']),
  expires_at: instant,
  created_at: instant,
  invited_by: z.string(),
  issued: z.number().int().describe('how often: each new link ends the one before'),
  delivery: delivery.describe('how it was issued last'),
  mail: z
    .object({
      state: z.enum(['queued', 'sent', 'failed']),
      at: instant.optional(),
      detail: z.string().optional(),
    })
    .optional()
    .describe('what became of the last mail'),
}

/** In which of the three lists of people somebody stands. */
export const standing = z.enum(['active', 'inactive', 'pending'])

export const accessSummary = z.enum([
  'Full access',
  'Deploy',
  'Read-only',
  'Limited view',
  'Custom',
  'Membership only',
])

export const user = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  type: z.enum(['user', 'automation']),
  status: z.enum(['invited', 'active']),
  access: z.enum(['allowed', 'blocked']),
  standing: standing.describe('blocked people are inactive, whether or not they had accepted'),
  roles: z.array(
    named.extend({
      scope,
      group: named.optional().describe('through which it comes; absent where it is given directly'),
    }),
  ),
  groups: z.array(named),
  direct_scopes: z.array(scope),
  access_summary: accessSummary,
  beta_access: z.boolean(),
  sign_in: z
    .object({
      password: z.boolean(),
      providers: z.array(z.object({ key: z.string(), display_name: z.string() })),
    })
    .describe('what this organization knows they could sign in with'),
  invitation: z.object(sentInvitation).optional().describe('of whoever has not accepted theirs'),
  last_sign_in_at: instant.nullable(),
})

export const invitation = z.object({
  ...sentInvitation,
  user: z.object({ id: z.string(), email: z.string() }),
  roles: z.array(named.extend({ scope })).describe('what they are given with it'),
  groups: z.array(named),
})

/** Of a change to how people sign in: pending invitations that could be accepted before it, as they were sent. */
export const impossibleInvitations = z
  .array(
    z.object({
      id: z.string(),
      email: z.string().optional().describe('where the reader may see people'),
      way: z
        .enum(['sso', 'none'])
        .describe('what is left to them: single sign-on with that address, or nothing'),
      next: z.string(),
    }),
  )
  .describe('pending invitations whose link this change ends')

/** As answered to whoever issued it: the link is shown once and never again. */
export const issuedInvitation = z.object({
  id: z.string(),
  activation_url: z.string().optional(),
  sign_in_url: z.string().optional().describe('where people sign in, of an organization without passwords'),
  expires_at: instant,
  delivery,
})

export const role = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['system', 'custom']),
  description: z.string(),
  permissions: z.array(z.string()),
  assignment_count: z.number().int(),
  group_count: z.number().int(),
  user_count: z.number().int(),
  scope_count: z.number().int().describe('places where it is given'),
  scopes: z.array(scope).describe('the first 10 of them, the widest first'),
})

export const permission = z.object({
  key: z.string(),
  family: z.string(),
  description: z.string(),
  capability: z.string(),
  sensitive: z.boolean(),
  roles: z.array(z.string()).describe('names of the roles that have it'),
})

const seatSource = {
  source: z
    .string()
    .describe(
      'manual, scim or sso:…; a seat that is not manual is changed where it comes from, and not here',
    ),
  provider: z
    .object({ key: z.string(), display_name: z.string() })
    .optional()
    .describe('of this organization, where single sign-on is the source'),
}

export const group = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  member_count: z.number().int(),
  assignment_count: z.number().int(),
  ...seatSource,
  gives: z
    .object({
      roles: z.array(named).describe('the first 10, by name'),
      role_count: z.number().int(),
      scopes: z.array(scope).describe('the first 10 places, the widest first'),
      scope_count: z.number().int(),
    })
    .optional()
    .describe('to its members, now or later; absent where the reader may not see roles'),
})

export const groupMember = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  ...seatSource,
})

export const assignment = z.object({
  id: z.string(),
  role: named,
  scope,
  subject: z.union([
    z.object({ type: z.literal('user'), id: z.string(), email: z.string() }),
    z.object({ type: z.literal('group'), id: z.string(), name: z.string() }),
  ]),
  created_at: instant,
  not_before: instant.optional(),
  expires_at: instant.optional(),
  reason: z.string().optional(),
})

export const environment = z.object({ id: z.string(), name: z.string(), path: z.string() })

export const project = z.object({
  id: z.string(),
  name: z.string(),
  display_name: z.string(),
  archived: z.boolean(),
  environments: z.array(environment),
})

export const organization = z.object({
  id: z.string(),
  name: z.string(),
  display_name: z.string(),
  tier: z.enum(['free', 'team', 'enterprise']),
})

export const settings = z.object({
  tier: z.enum(['free', 'team', 'enterprise']),
  invitation_lifetime: z.number().int(),
  session_idle_lifetime: z.number().int(),
  session_absolute_lifetime: z.number().int(),
})

export const signInSettings = z.object({
  passwords: z.boolean(),
  providers: z.array(
    z.object({ id: z.string(), key: z.string(), display_name: z.string(), enabled: z.boolean() }),
  ),
})

export const feature = z.object({
  key: z.string(),
  name: z.string(),
  kind: z.enum(['flag', 'beta', 'tier']),
  enabled: z.boolean().describe('for the organization; a beta is on for people'),
  state_from: z.enum(['tenant', 'person', 'plan']),
  minimum_tier: z.enum(['free', 'team', 'enterprise']).optional(),
  gates: z.array(z.string()),
})

const name = z.string().min(1).max(100)

const resourceType = z.object({
  type: name,
  scope: z
    .enum(['project', 'environment'])
    .optional()
    .describe('what its ids name; absent where they are the application’s own'),
  actions: z.record(name, z.string().min(1).max(200)).describe('the permission that each action means'),
})

export const catalogue = z.object({
  name: z.string(),
  families: z.array(
    z.object({
      name: z.string(),
      permissions: z.array(
        z.object({
          key: z.string(),
          description: z.string(),
          capability: z.string(),
          sensitive: z.boolean().optional(),
        }),
      ),
    }),
  ),
  types: z.array(resourceType).max(500).optional().describe('resource types and the names of their actions'),
  features: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      kind: z.enum(['flag', 'beta', 'tier']),
      minimum_tier: z.enum(['free', 'team', 'enterprise']).optional(),
      gates: z.array(z.string()),
    }),
  ),
})

export const expectation = z.object({
  id: z.string(),
  text: z.string(),
  subject: z.object({ type: z.enum(['user', 'group']), id: z.string() }),
  can: z.boolean(),
  permission: z.string(),
  scope: z.string().describe('a scope as text, `*/environment`, or `anywhere`'),
  note: z.string().optional(),
  holds: z.boolean(),
})

export const auditEvent = z.object({
  id: z.string().describe('of the journal its sequence number, of the activity log `act_…`'),
  log: z.enum(['journal', 'activity']).describe('changes, or facts that change no access'),
  sequence: z.number().int().nullable().describe('in the journal'),
  change: z.number().int().nullable().describe('sequence of the first record of the same change'),
  at: instant,
  actor: z.object({
    id: z.string().nullable(),
    email: z.string().optional(),
    type: z.enum(['user', 'automation', 'system']),
    address: z.string().optional(),
    session: z.string().optional(),
  }),
  command: z.string().nullable(),
  reason: z.string().optional(),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
})

/** What was true of both logs at one time, signed with a key that the database does not hold. */
export const checkpoint = z.object({
  organization: z.string(),
  number: z.number().int().min(1),
  at: z.number().int().describe('epoch milliseconds'),
  journal: z.object({
    size: z.number().int().min(0),
    root: z.string().describe('of the Merkle tree over the hashes of its records (RFC 9162)'),
    head: z.string().describe('hash of the last record'),
  }),
  activity: z.object({ batch: z.number().int().min(0), hash: z.string() }),
  previous: z.string().describe('hash of the checkpoint before'),
  hash: z.string(),
  key: z.string().describe('id of the key'),
  signature: z.string().describe('Ed25519 over the canonical JSON of all but hash and signature, base64url'),
})

/** That the beginning of a journal was removed when its time was over, and what was there, signed like a checkpoint. */
export const journalCut = z.object({
  organization: z.string(),
  number: z.number().int().min(1),
  at: z.number().int().describe('epoch milliseconds'),
  through: z.number().int().min(1).describe('sequence of the last record that was removed'),
  count: z.number().int().min(1).describe('records that this cut removed'),
  knownFrom: z.number().int().describe('when the last of them was written, epoch milliseconds'),
  head: z.string().describe('hash of the last of them'),
  checkpoint: z.number().int().min(1).describe('number of the checkpoint that was made of exactly them'),
  peaks: z.string().describe('of the Merkle tree over their hashes'),
  state: z.object({
    format: z.number().int().min(1),
    size: z.number().int().min(0).describe('rows'),
    hash: z.string().describe('over its parts'),
  }),
  previous: z.string().describe('hash of the cut before'),
  hash: z.string(),
  key: z.string().describe('id of the key'),
  signature: z.string().describe('Ed25519 over the canonical JSON of all but hash and signature, base64url'),
})

export const session = z.object({
  user: z.object({ id: z.string(), email: z.string() }),
  organization: z.string().optional(),
  token: z.string().optional().describe('for programs that asked for one; browsers get a cookie'),
  expires_at: instant,
})
