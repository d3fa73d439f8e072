/**
 * The mail server as `COMPARTMENT_SMTP_URL` names it. Letters hold links that open accounts, so beyond this machine they
 * travel encrypted unless the address says otherwise.
 */
import { isIP } from 'node:net'

export type SmtpAddress = {
  readonly host: string
  readonly port: number
  /**
   * `whole`: from the first byte (`smtps://`); `required`: STARTTLS, or no mail; `off`: never, as the address says or
   * because the server is on this machine and has no credentials.
   */
  readonly tls: 'whole' | 'required' | 'offered' | 'off'
  readonly user?: string
  readonly password?: string
}

/** @returns the cause and the fix where it is no such address; never the address itself, which can hold a password */
export function smtpAddress(text: string): SmtpAddress | { readonly cause: string; readonly fix: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    return { cause: 'is not the address of a mail server', fix: EXAMPLE }
  }
  if (!['', '/'].includes(url.pathname) || url.hash !== '') {
    return { cause: 'has more behind the host than a port', fix: EXAMPLE }
  }
  const other = [...url.searchParams.keys()].find((name) => name !== 'tls')
  if (other !== undefined)
    return { cause: `has an option \`${other}\` that is not known`, fix: 'the only one is `?tls=off`' }
  const asked = url.searchParams.get('tls')
  if (asked !== null && (asked !== 'off' || url.protocol === 'smtps:')) {
    return {
      cause: 'has a `tls` that is not known',
      fix: 'use smtps://, or smtp:// with STARTTLS, or smtp://…?tls=off',
    }
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const user = decoded(url.username)
  const password = decoded(url.password)
  if (user === undefined || password === undefined) {
    return {
      cause: 'has a user or password with a `%` that stands for nothing',
      fix: 'write % as %25, @ as %40, : as %3A',
    }
  }
  if ((user === '') !== (password === '')) {
    return { cause: 'has a user or a password, but not both', fix: EXAMPLE }
  }
  const isHere = isThisMachine(host)
  if (asked === 'off' && user !== '' && !isHere) {
    return {
      cause: 'would send the password unprotected',
      fix: 'leave out `tls=off`, or the user and password',
    }
  }
  return {
    host,
    port: url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : Number(url.port),
    tls: url.protocol === 'smtps:' ? 'whole' : asked === 'off' ? 'off' : isHere ? 'offered' : 'required',
    ...(user !== '' && { user, password }),
  }
}

const EXAMPLE = 'write smtps://user:password@mail.example.com or smtp://mail.example.com:587'

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** One address and nothing else: what could be read as a list, a name or a command is none. */
const ADDRESS = /^[^\s<>@"(),:;\\[\]]+@[^\s<>@"(),:;\\[\]]+$/u

export function isPlainAddress(text: string): boolean {
  return ADDRESS.test(text) && !/\p{Cc}/u.test(text)
}

export type Sender = { readonly name: string; readonly address: string }

/** `Access at Acme <access@acme.example>` or the address alone. */
export function senderOf(text: string): Sender | undefined {
  const [, name = '', inside] = /^([^<>\r\n]*)<([^<>]+)>$/.exec(text.trim()) ?? []
  const address = (inside ?? text).trim()
  if (!isPlainAddress(address) || /\p{Cc}/u.test(text)) return undefined
  return { name: name.trim().replace(/^"(.*)"$/, '$1') || 'Compartment', address }
}
