/** An organization that has only invited somebody learns nothing of what they do with their account elsewhere. */
import { expect, it } from 'vitest'
import { smtpMailer } from '../../src/mail/smtp.ts'
import type { Caller } from '../../src/operations/call.ts'
import { FILE } from '../store/support/stores.ts'
import { mailServer } from '../support/mail-server.ts'
import { PASSWORD, second, Town } from '../support/town.ts'

const SAM = 'sam@acme.test'
const NEW = 'granite wobble teapot 41'

/** Signs in, wrongly first; forgets and changes the password; lets a program in; signs out. */
async function livesOn(town: Town, sam: Caller): Promise<void> {
  const signIn = (password: string) =>
    town.result(undefined, 'signIn', { body: { email: SAM, password } }, { address: '203.0.113.7' })
  expect(await town.code(signIn('not the password'))).toBe('BAD_CREDENTIAL')
  const { session } = await signIn(PASSWORD)
  const again = (await town.caller(session!.token))!
  await town.ask(undefined, 'forgotPassword', { body: { email: SAM } })
  await town.deps.errands.done()
  const begun = await town.ask(undefined, 'startDeviceLogin', { body: { client: 'compartment' } })
  const code = { user_code: begun.user_code }
  await town.ask(again, 'showDeviceLogin', { body: code })
  await town.ask(again, 'decideDeviceLogin', { body: { ...code, decision: 'approve' } })
  expect(
    await town.ask(undefined, 'pollDeviceLogin', { body: { device_code: begun.device_code } }),
  ).toMatchObject({ state: 'approved' })
  await town.ask(sam, 'changePassword', { body: { current_password: PASSWORD, password: NEW } })
  const last = await signIn(NEW)
  await town.ask(await town.caller(last.session!.token), 'signOut')
  await town.deps.notes.done()
  await town.deps.activity.flush()
}

it('TEN-06 an invitation shows nothing of what the invited person does elsewhere: not in the audit log, not in the mail', async () => {
  await using place = await FILE.fresh()
  const before = await Town.withAcme(place.options)
  const { ada } = before
  // By a link that was shown: the address is proven for nobody but this customer.
  const sam = await before.person(ada, SAM, { role: 'viewer' })
  await before[Symbol.asyncDispose]()
  await using server = await mailServer()
  await using town = await Town.open(place.options, undefined, { mail: smtpMailer(server.settings()) })
  const gus = await second(town, 'globex', 'cus_globex')
  await town.invite(gus, SAM, { role: 'viewer' }, 'globex')
  await livesOn(town, sam)

  const seenBy = async (caller: Caller, organization: string) => {
    const params = { organization }
    const { items } = await town.ask(caller, 'listAuditEvents', { params, query: { limit: '200' } })
    const mail = await town.ask(caller, 'listMail', { params, query: { user: SAM } })
    const did = items.filter(
      ({ log, ...rest }) => log === 'activity' && JSON.stringify(rest).includes(sam.account),
    )
    return {
      did: did.map(({ type }) => type),
      mail: mail.items.map(({ kind }) => kind),
      text: JSON.stringify(items),
    }
  }
  const acme = await seenBy(ada, 'acme')
  expect(acme.did).toEqual(
    expect.arrayContaining([
      'sign_in.failed',
      'session.started',
      'session.ended',
      'password.reset.requested',
      'password.changed',
      'device_login.decided',
    ]),
  )
  expect(acme.mail).toEqual(expect.arrayContaining(['password_reset', 'password_changed']))
  const globex = await seenBy(gus, 'globex')
  expect(globex.did).toEqual([])
  expect(globex.mail).toEqual(['acceptance'])
  expect(globex.text).not.toContain('203.0.113.7')
})
