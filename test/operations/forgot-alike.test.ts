/** What forgot password does before it answers: nothing that could tell one address from another. */
import { expect, it } from 'vitest'
import { Town } from '../support/town.ts'

it('F33 answers identically for unknown, inactive, pending and SSO-only addresses, before anything is looked up', async () => {
  const statements: string[] = []
  const carry = async () => ({ outcome: 'sent', answer: '250 ok' }) as const
  await using town = await Town.withAcme(
    { memory: true, trace: (sql) => void statements.push(sql) },
    { mail: { carry } },
  )
  const show = { show_link: true }
  await town.person(town.ada, 'known@acme.test', show)
  await town.person(town.ada, 'inactive@acme.test', show)
  await town.ask(town.ada, 'blockUser', { params: { user: 'inactive@acme.test' } })
  await town.invite(town.ada, 'pending@acme.test')
  await town.person(town.ada, 'sso@acme.test', show)
  const { build } = town.deps.store
  await town.deps.store.write([build.update('accounts', { email: 'sso@acme.test' }, { password_hash: null })])
  for (const who of ['known', 'unknown', 'inactive', 'pending', 'sso']) {
    await town.deps.errands.done()
    statements.length = 0
    const answer = await town.result(undefined, 'forgotPassword', { body: { email: `${who}@acme.test` } })
    expect([who, answer, statements]).toEqual([who, { answer: { mail: true } }, []])
    await town.deps.errands.done()
    // It is looked up all the same, afterwards; and only one of them gets a letter.
    expect(statements.length).toBeGreaterThan(0)
    expect(
      statements.some((sql) => sql.startsWith('insert into "mail"')),
      who,
    ).toBe(who === 'known')
  }
})
