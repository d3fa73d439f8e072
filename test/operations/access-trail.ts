/** What the activity log keeps of getting in and out, whichever store it is in. */
import { describe, expect, it } from 'vitest'
import { PASSWORD, type Town } from '../support/town.ts'
import type { OpenTown } from './session-lives.ts'

async function told(town: Town): Promise<{ type: string; data: string; actor_account: string | null }[]> {
  await town.deps.activity.flush()
  const { store } = town.deps
  const query = store.build.from.selectFrom('activity').select(['type', 'data', 'actor_account', 'id'])
  return [...(await store.rows(query.orderBy('id')))]
}

export function accessTrail(open: OpenTown): void {
  describe('the activity log', () => {
    it('tells who got in, how it ended, which programs were let in and which tokens were made', async () => {
      await using town = await open()
      const before = (await told(town)).length
      const body = { email: 'ada@acme.test', password: PASSWORD }
      const signIn = async () =>
        (await town.caller((await town.result(undefined, 'signIn', { body })).session!.token))!
      const [one, other] = [await signIn(), await signIn()]
      const { user_code, device_code } = await town.ask(undefined, 'startDeviceLogin', {
        body: { client: 'cli' },
      })
      await town.ask(one, 'showDeviceLogin', { body: { user_code } })
      await town.ask(one, 'decideDeviceLogin', { body: { user_code, decision: 'approve' } })
      await town.ask(undefined, 'pollDeviceLogin', { body: { device_code } })
      await town.ask(one, 'revokeAccountSession', { params: { session: other.session! } })
      const grants = [{ role: 'viewer', scope: 'organization' }]
      const expires_at = new Date(town.now + 86_400_000).toISOString()
      const made = await town.ask(one, 'createToken', { body: { name: 'ci', grants, expires_at } })
      if (!('secret' in made)) throw new Error('a dry run')
      await town.ask(one, 'revokeToken', { params: { token: made.id } })
      await town.ask(one, 'revokeOtherSessions', { body: {} })
      await town.ask(one, 'signOut', { body: {} })
      const log = (await told(town)).slice(before)
      expect(log.map(({ type }) => type)).toEqual([
        'session.started',
        'session.started',
        'device_login.started',
        'device_login.decided',
        'session.started',
        'session.ended',
        'token.created',
        'token.revoked',
        'session.ended',
        'session.ended',
      ])
      const causes = log.flatMap(({ type, data }) =>
        type === 'session.ended' ? [(JSON.parse(data) as { cause: string }).cause] : [],
      )
      expect(causes).toEqual(['revoked', 'revoked_others', 'signed_out'])
      const text = JSON.stringify(log)
      for (const secret of [made.secret, device_code, user_code, 'ada@acme.test'])
        expect(text).not.toContain(secret)
    })

    it('tells of a right password that opens no organization', async () => {
      await using town = await open()
      const body = { email: 'ada@acme.test', password: PASSWORD, organization: 'globex' }
      expect(await town.code(town.ask(undefined, 'signIn', { body }))).toBe('BAD_CREDENTIAL')
      await town.deps.notes.done()
      const last = (await told(town)).at(-1)!
      expect([last.type, (JSON.parse(last.data) as { cause: string }).cause]).toEqual([
        'sign_in.failed',
        'no_organization',
      ])
    })
  })
}
