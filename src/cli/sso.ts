/** `sso oidc …`: sign-in providers of the organization. */
import { Option } from 'commander'
import { api, type Shown } from './api-command.ts'
import type { Context, Program } from './command.ts'
import { shortInstant } from './duration.ts'
import { EXIT, Failure } from './failure.ts'
import { endedInvitationLines } from './org.ts'
import { facts, lines, table, type View } from './view.ts'
import type { Values } from './write.ts'

type Provider = Shown<'listOidcProviders'>['items'][number]

const SECRET_STDIN = new Option('--client-secret-stdin', 'read the client secret from standard input')
const MAP_GROUP = new Option(
  '--map-group <theirs=ours...>',
  'whoever the provider says is in its group sits in ours: Engineering=Engineers; none: no such rules',
)
const MORE = [SECRET_STDIN, MAP_GROUP]
const WITHOUT = ['client_secret', 'group_rules']

export function ssoCommands(program: Program): void {
  api(program, {
    operation: 'listOidcProviders',
    examples: ['sso oidc list', 'sso oidc list --output json'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'KEY', of: ({ key }) => key },
          { head: 'NAME', of: (one) => one.display_name },
          { head: 'STATE', of: ({ enabled }) => (enabled ? 'on' : 'off') },
          { head: 'ISSUER', of: ({ issuer = '' }) => issuer },
          { head: 'SESSIONS', of: ({ sessions }) => String(sessions) },
        ],
        'no sign-in providers: compartment sso oidc add KEY --display-name NAME --issuer URL --client-id ID',
      ),
  })
  changes(program)
  api(program, {
    operation: 'testOidcProvider',
    examples: ['sso oidc test acme-id'],
    view: ({ checks, sign_in_url: url }) =>
      lines(
        ...checks.map(({ status, check, text }) => `${MARKS[status]} ${check}: ${text}`),
        `try it in a browser: ${url}`,
      ),
    exit: ({ ok }) => (ok ? EXIT.done : EXIT.denied),
  })
}

const MARKS = { ok: 'ok    ', failed: 'FAILED', note: 'note  ' } as const

function changes(program: Program): void {
  api(program, {
    operation: 'addOidcProvider',
    arguments: ['key'],
    without: WITHOUT,
    more: MORE,
    prepare,
    examples: [
      'sso oidc add acme-id --display-name "Acme ID" --issuer https://id.acme.example --client-id compartment --client-secret-stdin < secret.txt',
      'sso oidc add acme-id --display-name "Acme ID" --issuer https://id.acme.example --client-id compartment --login-domain acme.example --auto-join-domain acme.example --auto-join-role viewer --map-group Engineering=Engineers',
    ],
    view: (shown) => providerFacts(shown),
  })
  api(program, {
    operation: 'updateOidcProvider',
    without: WITHOUT,
    more: MORE,
    prepare,
    examples: [
      'sso oidc update acme-id --enabled off --dry-run',
      'sso oidc update acme-id --client-secret-stdin < secret.txt',
      'sso oidc update acme-id --map-group Engineering=Engineers Support=Helpdesk',
    ],
    preview: (shown) => ({ lines: endingLines(shown) }),
    view: (shown) => providerFacts(shown, endingLines(shown)),
  })
  api(program, {
    operation: 'removeOidcProvider',
    examples: ['sso oidc remove acme-id', 'sso oidc remove acme-id --dry-run'],
    loses: ({ provider }) =>
      `Remove ${provider} with its identities, its seats in groups and the sessions that it carries?`,
    preview: (shown) => ({ lines: endingLines(shown) }),
    view: (shown, { provider }) => lines(`Removed ${provider}.`, ...endingLines(shown)),
  })
}

/** A secret never stands in a command line; rules are written as people say them. */
async function prepare(
  given: Values,
  _: readonly unknown[],
  { terminal }: Context,
  options: Values,
): Promise<Values> {
  const rules = options['mapGroup'] as readonly string[] | undefined
  const secret =
    options['clientSecretStdin'] === true
      ? { client_secret: (await terminal.input()).replace(/\r?\n$/, '') }
      : {}
  return {
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, emptied(value)])),
    ...secret,
    ...(rules !== undefined && { group_rules: isNone(rules) ? [] : rules.map(ruleOf) }),
  }
}

function emptied(value: unknown): unknown {
  return Array.isArray(value) && isNone(value) ? [] : value
}

function isNone(list: readonly unknown[]): boolean {
  return list.length === 1 && list[0] === 'none'
}

/** Our names have no `=`; what the provider calls its groups may. */
function ruleOf(text: string): { readonly value: string; readonly group: string } {
  const at = text.lastIndexOf('=')
  if (at < 1 || at === text.length - 1)
    throw new Failure(`\`${text}\` is no rule: write it like Engineering=Engineers`, { exit: EXIT.usage })
  return { value: text.slice(0, at), group: text.slice(at + 1) }
}

function providerFacts(provider: Provider, ended: readonly string[] = []): View {
  const { claims, auto_join: joining, client_secret_set_at: set } = provider
  const unproven = [...provider.login_domains, ...(joining?.domains ?? [])].flatMap(({ domain, record }) =>
    record === undefined ? [] : [{ domain, record }],
  )
  const records = new Map(unproven.map(({ domain, record }) => [domain, record]))
  return facts(
    ['Provider', `${provider.display_name} (${provider.key})`],
    ['Id', provider.id],
    ['State', provider.enabled ? 'on' : 'off'],
    ['Button', provider.button_text],
    ['Issuer', provider.issuer],
    ['Client', provider.client_id],
    ['Secret', set === null ? 'none: a public client' : `set ${shortInstant(set)}`],
    ['Redirect URI', provider.redirect_uri],
    ['Scopes', ['openid', ...provider.scopes].join(' ')],
    ['Groups from', claims?.groups],
    ['Login domains', provider.login_domains.map(({ domain }) => domain).join(', ')],
    ['Joining', joiningWords(joining)],
    ...provider.group_rules.map(({ value, group }) => ['Group', `${value} → ${group.name}`] as const),
    ...[...records].map(
      ([domain, { name, value }]) =>
        ['Not proven', `${domain}: put TXT ${name} "${value}" into its DNS, then sso oidc test`] as const,
    ),
    ['Sessions', String(provider.sessions)],
    ...ended.map((line) => ['Ended', line] as const),
  )
}

function joiningWords(joining: Provider['auto_join']): string {
  if (joining === null) return 'by invitation'
  const role = joining.role === null ? 'without a role' : `as ${joining.role.name}`
  return `whoever has an address of ${joining.domains.map(({ domain }) => domain).join(', ')}, ${role}`
}

type Ending = Pick<Shown<'removeOidcProvider'>, 'ended_sessions' | 'impossible_invitations'>

function endingLines({ ended_sessions: ended, impossible_invitations: invitations }: Ending): string[] {
  const sessions = ended === 1 ? 'this ends 1 open session' : `this ends ${ended} open sessions`
  return [...(ended === 0 ? [] : [sessions]), ...endedInvitationLines(invitations)]
}
