/** Somebody who was invited, diagnosed under every configuration of how people sign in (S0-3). */
import { describe, expect, it } from 'vitest'
import { MAILER } from '../support/outbox.ts'
import { Town } from '../support/town.ts'
import { evidence } from './help-desk.ts'

const CORP = { id: 'prv_corp', key: 'corp', displayName: 'Corp', enabled: true }

/** As it is once a provider is there, which a single sign-on of its own brings. The service token needs none. */
async function configured({ passwords, provider }: { passwords: boolean; provider: boolean }) {
  const town = await Town.withAcme(undefined, { mail: MAILER })
  const living = (await town.deps.organizations.named('acme'))!
  living.snapshot.organization = { ...living.snapshot.organization, passwords }
  living.snapshot.providers = provider ? [CORP] : []
  await town.invite(town.service, 'sam@acme.test')
  const body = { principal: 'sam@acme.test' }
  return { town, diagnosis: await town.ask(town.service, 'diagnoseAccess', { body }) }
}

describe('an invited person who cannot sign in', () => {
  it.each([
    [
      { passwords: true, provider: false },
      /What is missing is activation:/,
      /click its link\. If it is lost, resend/,
    ],
    [
      { passwords: false, provider: true },
      /What is missing is an SSO identity with this address at `Corp`: this organization takes no passwords/,
      /sign in once with Corp at https:\/\/access\.test\/sign-in: that accepts the invitation/,
    ],
    [
      { passwords: true, provider: true },
      /activation with a password, or an SSO identity with this address at `Corp`: both are possible/,
      /click its link, or sign in once with Corp at/,
    ],
    [
      { passwords: false, provider: false },
      /takes no passwords and has no provider/,
      /one of them is needed first/,
    ],
  ])('S0-3 with %j: what is missing, how it went out, and what to do', async (settings, missing, next) => {
    const { town, diagnosis } = await configured(settings)
    await using _ = town
    expect(diagnosis.code).toBe('INVITE_PENDING')
    expect(evidence(diagnosis, 'signed_up')).toMatch(missing)
    expect(evidence(diagnosis, 'signed_up')).toMatch(
      /The mail to sam@acme\.test .* is still waiting to go out/,
    )
    expect(diagnosis.next.text).toMatch(next)
    const command =
      settings.passwords || settings.provider
        ? 'invitation resend sam@acme.test'
        : 'auth settings set --passwords on'
    expect(diagnosis.next.command).toBe(`compartment ${command}`)
  })
})
