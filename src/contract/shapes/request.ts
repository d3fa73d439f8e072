/** Shapes that requests share: paths, pages, write options. Unknown fields are refused. */
import { z } from 'zod'
import { displayProblem } from '../../core/model/name.ts'

export const NO_QUERY = z.strictObject({})

/** The organization's slug. */
export const organizationName = z.string().max(63).describe('the organization’s name (slug)')

export const inOrganization = z.strictObject({ organization: organizationName })

const reference = (what: string) => z.string().min(1).max(300).describe(what)

export const userRef = reference('a person: e-mail or id')
export const roleRef = reference('a role: id or unique name')
export const groupRef = reference('a group: id or unique name')
export const permissionRef = z.string().min(1).max(200).describe('a permission’s key')

/** Text (`organization`, `billing`, `billing/production`), an id, or an object. */
export const scopeInput = z.union([
  z.string().min(1).max(200),
  z.strictObject({
    type: z.enum(['organization', 'project', 'environment']),
    project: z.string().max(100).optional(),
    environment: z.string().max(100).optional(),
  }),
])
export type ScopeInput = z.infer<typeof scopeInput>

/** What answers can write in UTC: RFC 3339 has the years 0000 to 9999, and a zone can lead out of them. */
const FIRST = Date.parse('0000-01-01T00:00:00Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/** RFC 3339 with a zone. */
export const time = z.iso
  .datetime({ offset: true })
  .refine((text) => !(Date.parse(text) < FIRST || Date.parse(text) > LAST), 'not in the years 0000 to 9999')
  .describe('a time, RFC 3339')

/** A question is about now, or about one of these. */
export const moment = {
  at: time.optional().describe('as of a time, RFC 3339'),
  revision: z.string().min(1).max(80).optional().describe('as of a revision: `acme@42`'),
}

/** Pages of a list; the cursor comes from the answer before. */
export const page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(500).optional(),
  sort: z.string().max(60).optional().describe('a field, `-` before it for descending'),
  q: z.string().max(200).optional().describe('text that the item contains'),
})

/** Every write can be tried without changing anything, and accepts the impact that was shown. */
export const writing = z.strictObject({
  dry_run: z.stringbool().optional().describe('show what would change, and change nothing'),
  accept_impact: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('digest of the impact that was shown'),
  override_expectations: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('digest of the broken expectations that were shown; takes a reason'),
})

/** Without a mail server a link is shown in any case. */
export const showLink = z
  .boolean()
  .optional()
  .describe('show the link that goes out by mail too; takes everything that it would give')

/** A name that people see: whatever it holds shows. */
export function displayName(longest: number) {
  return z
    .string()
    .trim()
    .max(longest)
    .refine((text) => displayProblem(text) === undefined, 'has invisible characters')
}

/** Why the change is made; it stands in the journal. */
export const reason = z.string().trim().min(1).max(1000).optional()

export const permissionKeys = z.array(z.string().min(1).max(200)).max(1000)
