/** What the view asks the server for: people only, automation accounts are managed elsewhere (S0-13). */
import type { UsersAsked } from '../../api/organization.ts'
import { USUAL_SORT, type UsersView } from './view.ts'

export function asked({ tab, q, role, access, sort = USUAL_SORT, cursor }: UsersView): UsersAsked {
  return {
    type: 'user',
    standing: tab ?? 'active',
    sort,
    ...(q !== undefined && { q }),
    ...(role !== undefined && { role }),
    ...(access !== undefined && { access_summary: access }),
    ...(cursor !== undefined && { cursor }),
  }
}
