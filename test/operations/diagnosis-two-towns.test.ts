/** Two installs that differ only in what another tenant knows answer a reader who may not ask there alike, byte by byte. */
import { describe, expect, it } from 'vitest'
import type { Caller } from '../../src/operations/call.ts'
import { second, Town } from '../support/town.ts'

type Filled = { readonly town: Town; readonly ada: Caller; readonly dee: Caller; readonly cleo: string }

/** @param more whether the other tenant has people, among them some of acme’s */
async function filled(more: boolean): Promise<Filled> {
  let made = 0
  const town = await Town.withAcme(undefined, {
    newId: (prefix) => `${prefix}_${String(++made).padStart(6, '0')}`,
  })
  const { ada } = town
  await town.ask(ada, 'createProject', { body: { name: 'billing' } })
  await town.person(ada, 'alex@acme.test', { role: 'viewer' })
  await town.invite(ada, 'bo@acme.test')
  const dee = await town.person(ada, 'dee@acme.test', { role: 'admin' })
  const gus = await second(town, 'globex')
  await town.invite(gus, 'dee@acme.test', { role: 'viewer' }, 'globex')
  let cleo = 'usr_000099'
  if (more) {
    cleo = (await town.person(gus, 'cleo@elsewhere.test', { role: 'admin' }, 'globex')).account
    await town.invite(gus, 'alex@acme.test', { role: 'admin' }, 'globex')
    await town.invite(gus, 'bo@acme.test', { role: 'admin' }, 'globex')
    await town.invite(gus, 'kim@elsewhere.test', {}, 'globex')
    await town.ask(gus, 'blockUser', { params: { organization: 'globex', user: 'alex@acme.test' }, body: {} })
  }
  return { town, ada, dee, cleo }
}

const GOALS = [
  { sign_in: true },
  { permission: 'project.read', scope: 'billing' },
  { permission: 'variable.write', scope: 'globex' },
]

describe('another tenant', () => {
  it('TEN-06 shows in no diagnosis of who may not ask about its people: neither of strangers nor of members', async () => {
    const [empty, full] = [await filled(false), await filled(true)]
    await using _a = empty.town
    await using _b = full.town
    const people = ['alex@acme.test', 'bo@acme.test', 'cleo@elsewhere.test', 'kim@elsewhere.test', full.cleo]
    const answers = ({ town, ada, dee }: Filled): Promise<string[]> =>
      Promise.all(
        [ada, dee].flatMap((by) =>
          people.flatMap((principal) =>
            GOALS.map(async (goal) =>
              JSON.stringify(await town.ask(by, 'diagnoseAccess', { body: { principal, goal } })).replace(
                /dia_\w+/,
                'ID',
              ),
            ),
          ),
        ),
      )
    const [a, b] = [await answers(empty), await answers(full)]
    expect(a).toHaveLength(30)
    expect(b).toEqual(a)
    expect(b.join('\n')).not.toContain('WRONG_TENANT')
  })
})
