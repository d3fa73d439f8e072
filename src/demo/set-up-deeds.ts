/** What is done on the server's own machine, or cannot be asked for yet: founding organizations, service tokens. */
import type { Tier } from '../core/index.ts'
import { createOrganization } from '../operations/set-up/create-organization.ts'
import { newServiceToken } from '../operations/set-up/service-token.ts'
import { accountByEmail } from '../store/store.ts'
import { unknownPassword } from './deeds.ts'
import { addressOf, type Deed, type Moment } from './line.ts'
import type { Stage } from './stage.ts'

export type Founding = {
  readonly displayName: string
  readonly tier: Tier
  /** Who they are, if they are new. */
  readonly admin: string
  readonly name: string
}

/** An organization with its first admin. */
export function founds({ displayName, tier, admin, name }: Founding): Deed {
  return async ({ deps }, { organization, domain, at }) => {
    const email = addressOf(admin, domain)
    const known = await accountByEmail(deps.store, email)
    const account = known ?? {
      id: deps.newId('usr'),
      email,
      emailDisplay: email,
      name,
      type: 'user',
      passwordHash: await deps.passwords.hash(unknownPassword()),
      passwordChangedAt: at,
      epoch: 0,
      createdAt: at,
    }
    const admins = [{ account, isNew: known === undefined }]
    await createOrganization(deps, { name: organization, displayName, tier, admins })
  }
}

/** A program's account; nobody keeps its token. */
export function issuesToken(name: string, role: string): Deed {
  return async (stage, moment) => serviceToken(stage, moment, { name, role })
}

async function serviceToken(
  stage: Stage,
  moment: Moment,
  program: { readonly name: string; readonly role: string },
): Promise<void> {
  const createdBy = moment.by === undefined ? 'system' : (await stage.account(moment.by)).id
  const service = newServiceToken(stage.deps, { ...program, createdBy, now: moment.at })
  await stage.change(moment, 'token create', ({ id, snapshot }, context) => ({
    proposal: service.step(snapshot, context),
    extra: service.writes(id),
    known: [service.known],
  }))
}
