/** What holds of accounts, sessions, tokens, links and the rest on every store. */
import { describe, expect, test } from 'vitest'
import * as s from '../../../src/store/store.ts'
import { AT, batch, committed, found } from '../support/histories.ts'
import { type Kind, withStore } from '../support/stores.ts'

const ANN: s.Account = {
  id: 'usr_ann',
  email: 'ann@example.com',
  emailDisplay: 'Ann@Example.com',
  name: 'Ann Ü 🙂',
  type: 'user',
  username: 'ann',
  passwordHash: '$argon2id$…',
  passwordChangedAt: AT,
  emailVerifiedAt: AT + 1,
  emailVerifiedBy: 'mail',
  epoch: 3,
  createdAt: AT,
}
const BOB: s.Account = {
  id: 'usr_bob',
  email: 'bob@example.com',
  emailDisplay: 'bob@example.com',
  name: 'Bob',
  type: 'user',
  epoch: 0,
  createdAt: AT,
}

const SESSION: s.Session = {
  id: 'ses_1',
  tokenHash: 'hash-1',
  account: 'usr_ann',
  method: 'password',
  provider: 'prv_1',
  organization: 'org_1',
  createdAt: AT,
  lastUsedAt: AT,
  idleExpiresAt: AT + 10,
  absoluteExpiresAt: AT + 100,
  address: '192.0.2.1',
  device: 'Firefox',
  epoch: 3,
}
const TOKEN: s.Token = {
  id: 'tok_1',
  prefix: 'cpt_abcd',
  tokenHash: 'hash-t',
  kind: 'personal',
  account: 'usr_ann',
  organization: 'org_1',
  name: 'CI',
  grants: [{ role: 'rol_deployer', scope: 'prj_1' }],
  createdBy: 'usr_ann',
  createdAt: AT,
  expiresAt: AT + 1000,
}

async function withPeople(kind: Kind, work: (store: s.Store) => Promise<void>): Promise<void> {
  await withStore(kind, async (store) => {
    committed(await store.write([...s.createAccount(store.build, ANN), ...s.createAccount(store.build, BOB)]))
    await work(store)
  })
}

const CONFLICT = (constraint: string) => ({ outcome: 'conflict', constraint })

function accountsContract(kind: Kind): void {
  test('an account comes back as it was written, by id and by e-mail, and an e-mail is taken once', async () => {
    await withPeople(kind, async (store) => {
      expect(await s.accountById(store, 'usr_ann')).toStrictEqual(ANN)
      expect(await s.accountByEmail(store, 'bob@example.com')).toStrictEqual(BOB)
      expect(await s.accountByEmail(store, 'none@example.com')).toBeUndefined()
      const twin = s.createAccount(store.build, { ...BOB, id: 'usr_2', email: ANN.email })
      expect(await store.write(twin)).toEqual(CONFLICT('accounts.email'))
      expect(await store.write(s.createAccount(store.build, { ...BOB, email: 'x@y' }))).toEqual(
        CONFLICT('accounts.id'),
      )
    })
  })

  test('a new password ends every session: the epoch rises and the revocation is logged', async () => {
    await withPeople(kind, async (store) => {
      await store.write(s.createSession(store.build, SESSION))
      committed(await store.write(s.setPassword(store.build, 'usr_ann', 'new', AT + 5)))
      expect(await s.accountById(store, 'usr_ann')).toStrictEqual({
        ...ANN,
        passwordHash: 'new',
        passwordChangedAt: AT + 5,
        epoch: 4,
      })
      expect(await s.sessionByHash(store, 'hash-1')).toStrictEqual({ session: SESSION, accountEpoch: 4 })
      expect(await s.revocationsFrom(store, 1, 10)).toEqual([
        { sequence: 1, kind: 'account', id: 'usr_ann', at: AT + 5 },
      ])
      expect((await s.lastRevocation(store))?.sequence).toBe(1)
      expect(await store.write(s.setPassword(store.build, 'usr_none', 'x', AT))).toEqual(
        CONFLICT('accounts.id'),
      )
      expect((await s.lastRevocation(store))?.sequence).toBe(1)
    })
  })

  test('erasing a person takes all that is theirs with them, and no journal or membership stands in the way', async () => {
    await withPeople(kind, async (store) => {
      await found(store)
      const member = {
        id: 'usr_ann',
        type: 'user',
        status: 'active',
        access: 'allowed',
        betaAccess: false,
        since: AT,
      } as const
      const events = [
        {
          type: 'member.added',
          data: { member: { ...member, signInPath: { password: true, providers: [] } } },
        },
      ] as const
      const { build } = store
      const extra = [
        ...s.createSession(build, SESSION),
        ...s.createToken(build, TOKEN),
        ...s.linkIdentity(build, { provider: 'prv_1', subject: 'sub', account: 'usr_ann', linkedAt: AT }),
        ...s.issueInvitationLink(build, {
          tokenHash: 'i1',
          invitation: 'inv_1',
          organization: 'org_1',
          account: 'usr_ann',
          createdAt: AT,
          shown: true,
        }),
        ...s.createLink(build, {
          tokenHash: 'r1',
          purpose: 'reset',
          account: 'usr_ann',
          createdAt: AT,
          expiresAt: AT + 1,
        }),
      ]
      committed(await store.commit({ batches: [batch('org_1', 1, events)], extra }))
      committed(await store.write(s.eraseAccount(build, 'usr_ann', AT)))
      expect(await s.sessionByHash(store, 'hash-1')).toBeUndefined()
      expect(await s.tokenByHash(store, 'hash-t')).toBeUndefined()
      expect(await s.identity(store, 'prv_1', 'sub')).toBeUndefined()
      expect(await s.invitationLink(store, 'i1')).toBeUndefined()
      expect(await s.oneTimeLink(store, 'r1')).toBeUndefined()
      expect(await s.directory(store, 'org_1')).toEqual(new Map())
      expect(await s.verifyJournal(store, 'org_1')).toMatchObject({ valid: true })
    })
  })

  test('the directory knows members and everyone who was ever invited', async () => {
    await withPeople(kind, async (store) => {
      await found(store)
      const invitation = {
        id: 'inv_1',
        principal: 'usr_bob',
        state: 'cancelled',
        expiresAt: AT,
        invitedBy: 'usr_ann',
        createdAt: AT,
        issued: 1,
      } as const
      await store.commit({
        batches: [batch('org_1', 1, [{ type: 'invitation.created', data: { invitation } }])],
      })
      const bob = {
        id: 'usr_bob',
        email: BOB.email,
        emailDisplay: BOB.email,
        name: 'Bob',
        type: 'user',
        verified: false,
      }
      expect(await s.directory(store, 'org_1')).toEqual(new Map([['usr_bob', bob]]))
      expect([...(await s.people(store, ['usr_ann', 'usr_none', 'usr_ann'])).keys()]).toEqual(['usr_ann'])
      expect(await s.personByEmail(store, ANN.email)).toMatchObject({
        id: 'usr_ann',
        verified: true,
        username: 'ann',
      })
    })
  })
}

function credentialsContract(kind: Kind): void {
  test('an identity belongs to one account, whatever the e-mail', async () => {
    await withPeople(kind, async (store) => {
      const identity = { provider: 'prv_1', subject: 'sub', account: 'usr_ann', linkedAt: AT }
      await store.write(s.linkIdentity(store.build, identity))
      expect(await s.identity(store, 'prv_1', 'sub')).toEqual(identity)
      expect(await s.identitiesOf(store, 'usr_ann')).toEqual([identity])
      const again = s.linkIdentity(store.build, { ...identity, account: 'usr_bob' })
      expect(await store.write(again)).toEqual(CONFLICT('identities.provider,subject'))
      committed(await store.write(s.unlinkIdentity(store.build, 'prv_1', 'sub')))
      expect(await s.identitiesOf(store, 'usr_ann')).toEqual([])
    })
  })

  test('a session is revoked once, and last uses are written in batches', async () => {
    await withPeople(kind, async (store) => {
      const { build } = store
      await store.write(s.createSession(build, SESSION))
      const uses = [
        { id: 'ses_1', lastUsedAt: AT + 4, idleExpiresAt: AT + 14 },
        { id: 'ses_gone', lastUsedAt: AT, idleExpiresAt: AT },
      ]
      committed(await store.write(s.touchSessions(build, uses)))
      expect(await s.sessionsOf(store, 'usr_ann')).toEqual([
        { ...SESSION, lastUsedAt: AT + 4, idleExpiresAt: AT + 14 },
      ])
      committed(await store.write(s.revokeSession(build, 'ses_1', AT + 5)))
      expect(await s.sessionsOf(store, 'usr_ann')).toEqual([])
      expect((await s.sessionByHash(store, 'hash-1'))?.session.revokedAt).toBe(AT + 5)
      expect(await store.write(s.revokeSession(build, 'ses_1', AT + 6))).toEqual(CONFLICT('sessions.revoked'))
      committed(await store.write(s.forgetSessions(build, AT + 101)))
      expect(await s.sessionByHash(store, 'hash-1')).toBeUndefined()
    })
  })

  test('a token comes back as it was written, is listed, used and revoked once', async () => {
    await withPeople(kind, async (store) => {
      const { build } = store
      await store.write(s.createToken(build, TOKEN))
      expect(await s.tokenByHash(store, 'hash-t')).toStrictEqual(TOKEN)
      expect(await s.tokensOf(store, 'usr_ann', 'org_2')).toEqual([])
      expect(await s.tokensIn(store, 'org_1')).toEqual([TOKEN])
      committed(await store.write(s.touchTokens(build, [{ id: 'tok_1', lastUsedAt: AT + 1 }])))
      committed(await store.write(s.revokeToken(build, 'tok_1', AT + 2)))
      expect(await s.tokensOf(store, 'usr_ann')).toEqual([
        { ...TOKEN, lastUsedAt: AT + 1, revokedAt: AT + 2 },
      ])
      expect(await store.write(s.revokeToken(build, 'tok_1', AT + 3))).toEqual(CONFLICT('tokens.revoked'))
    })
  })
}

function linksContract(kind: Kind): void {
  test('a newer invitation link replaces the older ones, which can say so', async () => {
    await withPeople(kind, async (store) => {
      const link = {
        tokenHash: 'i1',
        invitation: 'inv_1',
        organization: 'org_1',
        account: 'usr_bob',
        createdAt: AT,
        shown: true,
      }
      const newer = { ...link, tokenHash: 'i2', createdAt: AT + 9, shown: false, letter: 'mai_1' }
      await store.write(s.issueInvitationLink(store.build, link))
      await store.write(s.issueInvitationLink(store.build, newer))
      expect(await s.invitationLink(store, 'i1')).toEqual({ ...link, replacedAt: AT + 9 })
      expect(await s.invitationLink(store, 'i2')).toEqual(newer)
      expect(await s.newestInvitationLinks(store, ['inv_1', 'inv_2'])).toEqual(new Map([['inv_1', newer]]))
      await store.write(s.endInvitationLinks(store.build, 'inv_1', AT + 20))
      expect(await s.newestInvitationLinks(store, ['inv_1'])).toEqual(new Map())
      expect(await s.newestInvitationLinks(store, [])).toEqual(new Map())
    })
  })

  test('a one-time link works once, for its purpose, before it expires, however many try at once', async () => {
    await withPeople(kind, async (store) => {
      const { build } = store
      const link = {
        tokenHash: 'r1',
        purpose: 'reset',
        account: 'usr_ann',
        createdAt: AT,
        expiresAt: AT + 10,
      } as const
      await store.write(s.createLink(build, link))
      const spent = CONFLICT('one_time_links.usable')
      expect(await store.write(s.useLink(build, 'r1', 'setup', AT))).toEqual(spent)
      expect(await store.write(s.useLink(build, 'r1', 'reset', AT + 10))).toEqual(spent)
      const tries = await Promise.all(
        [1, 2, 3, 4].map(() => store.write(s.useLink(build, 'r1', 'reset', AT + 1))),
      )
      expect(tries.map(({ outcome }) => outcome).toSorted()).toEqual([
        'committed',
        'conflict',
        'conflict',
        'conflict',
      ])
      expect(await s.oneTimeLink(store, 'r1')).toEqual({ ...link, usedAt: AT + 1 })
      await store.write([
        ...s.createLink(build, { ...link, tokenHash: 'r2' }),
        ...s.endLinks(build, 'usr_ann', 'reset', AT + 2),
      ])
      expect(await s.oneTimeLink(store, 'r2')).toEqual({ ...link, tokenHash: 'r2', expiresAt: AT + 2 })
      expect(await store.write(s.useLink(build, 'r2', 'reset', AT + 2))).toEqual(spent)
    })
  })

  test('an answer is kept under its key with the change itself, and a key is taken once per actor', async () => {
    await withPeople(kind, async (store) => {
      const kept = {
        key: 'k',
        actor: 'usr_ann',
        requestHash: 'h',
        status: 201,
        body: '{"a":"🙂"}',
        createdAt: AT,
      }
      committed(await store.write(s.keepIdempotencyKey(store.build, kept)))
      expect(await s.idempotencyKey(store, 'usr_ann', 'k')).toEqual(kept)
      expect(await s.idempotencyKey(store, 'usr_bob', 'k')).toBeUndefined()
      expect(await store.write(s.keepIdempotencyKey(store.build, kept))).toEqual(
        CONFLICT('idempotency_keys.actor,key'),
      )
      committed(await store.write(s.forgetIdempotencyKeys(store.build, AT + 1)))
      expect(await s.idempotencyKey(store, 'usr_ann', 'k')).toBeUndefined()
    })
  })

  test('a fact of the install is claimed once, and can be set', async () => {
    await withPeople(kind, async (store) => {
      committed(await store.write(s.claimInstallFact(store.build, 'setup', 'done')))
      expect(await store.write(s.claimInstallFact(store.build, 'setup', 'again'))).toEqual(
        CONFLICT('install.key'),
      )
      committed(await store.write(s.setInstallFact(store.build, 'setup', 'later')))
      expect(await s.installFact(store, 'setup')).toBe('later')
    })
  })
}

export function sideTablesContract(kind: Kind): void {
  describe('side tables', () => {
    accountsContract(kind)
    credentialsContract(kind)
    linksContract(kind)
  })
}
