/**
 * Mistakes made in the guards around the engine: in how people and programs get in, in what their links and tokens
 * open, and in what leaves the house. Each must be found by the test that protects the guard; a mistake whose text is
 * not there exactly once is a fault too, so the list keeps up with the source.
 */
import { DIAGNOSIS_MUTANTS } from './diagnosis-mutants.ts'
import { by, type GuardMutant } from './guard-mutant.ts'
import { PROVIDER_MUTANTS } from './provider-mutants.ts'

const ACCOUNT = 'operations/account'

export const GUARD_MUTANTS: readonly GuardMutant[] = [
  ...DIAGNOSIS_MUTANTS,
  ...by('attacks/sign-in.test.ts', [
    [
      'guesses are not held up',
      `${ACCOUNT}/check-password.ts`,
      'if (wait > 0) {',
      'if (wait < 0) {',
      'AUTH-05',
    ],
    [
      'a source is not counted',
      'operations/throttle.ts',
      "[['source', keys.source], isKnown",
      '[isKnown',
      'AUTH-11',
    ],
    [
      'where nobody is known, guesses are not counted for the account',
      'operations/throttle.ts',
      "['account', keys.account]",
      "['account', `${keys.account}${Math.random()}`]",
      'AUTH-10',
    ],
  ]),
  ...by('attacks/reset.test.ts', [
    [
      'whoever has no password gets one by a reset',
      `${ACCOUNT}/reset-links.ts`,
      "if (account.type !== 'user' || account.passwordHash === undefined) return []",
      '',
      'RST-08',
    ],
    [
      'a mailbox is flooded',
      `${ACCOUNT}/forgot-password.ts`,
      '(await deps.throttle.mail(account.id, call.now)) > 0',
      'false',
      'RST-16',
    ],
    [
      'a letter waits in the clear',
      'operations/mail/post.ts',
      'seal(mailKey(deps), id, JSON.stringify(written(letter)))',
      'JSON.stringify(written(letter))',
      'R22',
    ],
    [
      'an operator resets whoever belongs to others too',
      'operations/users/reset-user-password.ts',
      'if (elsewhere) {',
      "if (elsewhere && account.id === '') {",
      'RST-08',
    ],
  ]),
  ...by('store/sqlite.test.ts', [
    [
      'a link works twice',
      'store/links.ts',
      "    .where('used_at', 'is', null)\n    .where('expires_at', '>', at)\n",
      '',
      'one-time link',
    ],
    [
      'a link serves another purpose',
      'store/links.ts',
      "    .where('purpose', '=', purpose)\n    .where('used_at', 'is', null)\n",
      "    .where('used_at', 'is', null)\n",
      'one-time link',
    ],
  ]),
  ...by('attacks/takeover.test.ts', [
    [
      'a shown reset leaves what proved the address',
      `${ACCOUNT}/reset-password.ts`,
      'return verifyEmail(build, account, verifiedByActivation(where.customer), now)',
      'return []',
      'INV-16',
    ],
    [
      'whatever proved an address proves it everywhere',
      `${ACCOUNT}/path-here.ts`,
      'by === VERIFIED_BY_MAIL || by === verifiedByActivation(customer)',
      'by !== undefined',
      'INV-16',
    ],
  ]),
  ...by('operations/reset-shown.test.ts', [
    [
      'a reset is shown to whoever has less',
      'operations/users/reset-user-password.ts',
      '  if (missing.length === 0) return\n',
      '  if (missing.length >= 0) return\n',
      'RST-15',
    ],
    [
      'a shown reset gives what was given later',
      `${ACCOUNT}/reset-behind.ts`,
      "return missingToActAs(here.snapshot, { type: 'principal', id: issuer.id }, id, now).length === 0",
      "return missingToActAs(here.snapshot, { type: 'principal', id: issuer.id }, id, now).length >= 0",
      'RST-15',
    ],
  ]),
  ...by('attacks/invitations.test.ts', [
    [
      'somebody else accepts',
      `${ACCOUNT}/prove-account.ts`,
      'if (caller === undefined || caller.account === id) return',
      'if (caller !== undefined || id !== undefined) return',
      'INV-02',
    ],
    [
      'a link takes over an account that has a password',
      `${ACCOUNT}/activate.ts`,
      "if (basis !== 'new') await proveAccount(deps, { account, basis }, password, call)",
      "if (basis === 'elsewhere') await proveAccount(deps, { account, basis }, password, call)",
      'INV-16',
    ],
    [
      'a link gives what its issuer cannot give any more',
      `${ACCOUNT}/activate.ts`,
      "if (basis === 'new' && link.shown) await issuerMayStillGive(deps, living, invitation, call.now)",
      '',
      'INV-10',
    ],
    [
      'a link lasts for ever',
      `${ACCOUNT}/activation-link.ts`,
      'if (invitation.expiresAt <= now)',
      'if (invitation.expiresAt < 0)',
      'INV-07',
    ],
    [
      'a prepared account is listed invitations',
      `${ACCOUNT}/waiting-invitations.ts`,
      ' && (await isVerifiedFor(deps, account, living))',
      '',
      'INV-16',
    ],
  ]),
  ...by('attacks/tokens.test.ts', [
    [
      'a token asks about its owner beyond its reach',
      'operations/authorize.ts',
      'else if (scene.caller.reach !== undefined)',
      'else if (scene.caller.reach === null)',
      'TOK-05',
    ],
    [
      'a token states what its owner lacks',
      'core/change/issue-personal-token.ts',
      'return missing.length === 0 ? [] : escalation(missing)',
      'return missing.length >= 0 ? [] : escalation(missing)',
      'TOK-06',
    ],
    [
      'a token is shown answers that its owner got',
      'http/idempotency.ts',
      'const actor = reach === undefined ? account : token',
      'const actor = reach === undefined ? account : (account ?? token)',
      'TOK-05',
    ],
  ]),
  ...by('attacks/every-operation.test.ts', [
    [
      'tokens reach all that their owner has',
      'operations/authorize.ts',
      'decideWithin(snapshot, caller, permission, id, now)',
      'decideWithin(snapshot, { account: caller.account }, permission, id, now)',
      'listUsers',
    ],
    [
      'tokens do what is one’s own',
      'operations/which-callers.ts',
      "if (call.caller?.token !== undefined && !(isService && tokens === 'service')) throw sessionsOnly()",
      '',
      'TOK-05',
    ],
  ]),
  ...by('attacks/journal.test.ts', [
    [
      'whoever may read people exports the log',
      'contract/operations/audit.ts',
      "path: '/v1/organizations/{organization}/audit/export',\n  access: read,",
      "path: '/v1/organizations/{organization}/audit/export',\n  access: { permission: 'organization.user.read', at: 'organization' },",
      'AUD-05',
    ],
  ]),
  ...by('attacks/departed.test.ts', [
    [
      'a program makes itself a token that outlives its own',
      'operations/tokens/create-token.ts',
      "if (input.body.kind === 'personal' && call.caller?.token !== undefined) throw sessionsOnly()",
      '',
      'TOK-05',
    ],
    ['kept answers are shown to whoever left', 'http/idempotency.ts', '    await stillIn()\n', '', 'SES-03'],
    [
      'what was ended here goes on through a program',
      'operations/device/poll-device-login.ts',
      '    copyClosures(store.build, approver.id, begun.id),\n',
      '',
      'SES-03',
    ],
    [
      'a program is let in by a session that has ended',
      'operations/device/poll-device-login.ts',
      '    approver.revokedAt === undefined &&\n',
      '',
      'TOK-10',
    ],
    [
      'agreeing to a program counts as a fresh sign-in',
      'operations/device/poll-device-login.ts',
      '    createdAt,\n    lastUsedAt: now,',
      '    createdAt: now,\n    lastUsedAt: now,',
      'TOK-10',
    ],
  ]),
  ...by('attacks/device.test.ts', [
    [
      'a code is agreed to unseen',
      'operations/device/decide-device-login.ts',
      'if (login.shownTo !== session) throw notShown()',
      '',
      'TOK-10',
    ],
    [
      'codes are tried without end',
      'operations/device/waiting-login.ts',
      'if (wait > 0) {',
      'if (wait < 0) {',
      'TOK-10',
    ],
    [
      'a device code opens sessions again and again',
      'operations/device/poll-device-login.ts',
      '    ...collectDeviceLogin(store.build, login.deviceHash),\n',
      '',
      'TOK-10',
    ],
  ]),
  ...by('attacks/sessions.test.ts', [
    [
      'what an operator ended here goes on',
      'operations/scene.ts',
      'if (caller.closed?.includes(living.id) === true) throw closedHere()',
      '',
      'SES-03',
    ],
    [
      'an operator ends a session everywhere',
      'operations/sessions/revoke-session.ts',
      'const ends = session.organization === living.id || others.length === 0',
      'const ends = session.organization === living.id || others.length >= 0',
      'SES-03',
    ],
    [
      'sessions never end by themselves',
      'operations/sessions.ts',
      'return now < ends && (idle === undefined || now < usedAt + idle)',
      'return now < ends || (idle === undefined || now < usedAt + idle)',
      'SES-05',
    ],
    [
      'ending all others leaves them',
      'operations/sessions/revoke-other-sessions.ts',
      '      ...endSessions(store.build, account, call.now),\n',
      '',
      'SES-15',
    ],
    [
      'of two cookies the first counts',
      'http/authenticate.ts',
      'if (second !== undefined)',
      'if (second === null)',
      'SES-09',
    ],
  ]),
  ...by('attacks/browser.test.ts', [
    [
      'other sites may send',
      'http/admit.ts',
      "if (changes && credential?.from !== 'bearer')",
      'if (changes && needs === undefined)',
      'WEB-01',
    ],
  ]),
  ...by('attacks/tenants.test.ts', [
    [
      'a cursor is not signed',
      'operations/lists.ts',
      'if (given.length !== MAC || !timingSafeEqual(given, sign(payload).subarray(0, MAC)))',
      'if (given.length > 1000 && !timingSafeEqual(given, sign(payload).subarray(0, MAC)))',
      'INJ-02',
    ],
  ]),
  ...by('attacks/sources.test.ts', [
    [
      'git runs whatever transport is asked for',
      'operations/sources/run-git.ts',
      "GIT_ALLOW_PROTOCOL: protocols.join(':')",
      "GIT_ALLOW_PROTOCOL: `${protocols.join(':')}:file:ext:fd`",
      'runs no transport',
    ],
    [
      'repositories may be inside',
      'operations/sources/inspect-repository.ts',
      'rules.privateAddresses ? found : found.filter(isPublicAddress)',
      'rules.privateAddresses ? found : found.filter(String)',
      'leads inside',
    ],
    [
      'a repository leads elsewhere',
      'operations/sources/inspect-repository.ts',
      "'http.followRedirects=false'",
      "'http.followRedirects=true'",
      'by a redirect',
    ],
  ]),
  ...by('operations/audit/checkpoints.test.ts', [
    [
      'whoever signs, a checkpoint counts',
      'operations/audit/audit-key.ts',
      "return key && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))",
      "return key && (verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url')) || true)",
      'forged',
    ],
  ]),
  ...by('operations/backup/backup.test.ts', [
    ['links are in a backup', 'store/dump.ts', "one_time_links: 'left'", "one_time_links: 'kept'", 'OPS-04'],
    [
      'tokens come back with a backup',
      'operations/backup/restore-backup.ts',
      'keepTokens ? 0 : await revokeTokens(store, clock())',
      'keepTokens ? 0 : 0 * clock()',
      'OPS-04',
    ],
  ]),
  ...by('mail/smtp.test.ts', [
    [
      'a letter goes to whatever looks like an address',
      'mail/smtp.ts',
      'if (!isPlainAddress(mail.to)) {',
      "if (mail.to === '') {",
      'RST-11',
    ],
  ]),
  ...by('web/return-path.test.ts', [
    [
      'after signing in it goes to another site',
      'web/navigation/return-path.ts',
      " || url.pathname.startsWith('//')",
      '',
      'after signing in',
    ],
  ]),
  ...PROVIDER_MUTANTS,
]
