/** One's own access, as a whole: the session, what it says of one, and the memberships that it is used with. */
import { operation } from '../operation.ts'
import { accountAccess } from '../shapes/account-access.ts'
import { NO_QUERY } from '../shapes/request.ts'

export const showAccountAccess = operation({
  name: 'showAccountAccess',
  command: 'account access',
  summary: 'Show how your session, its claims and your memberships are seen.',
  method: 'GET',
  path: '/v1/account/access',
  access: { self: 'one’s own session and memberships' },
  params: NO_QUERY,
  answer: accountAccess,
})
