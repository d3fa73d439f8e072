/** A real SMTP server on this machine: it keeps what arrives, or behaves as badly as a test wants. */
import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { SmtpSettings } from '../../src/mail/mail-settings.ts'
import type { SmtpAddress } from '../../src/mail/smtp-address.ts'

export type Received = {
  readonly from: string
  readonly to: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  /** Every header line, unfolded. */
  readonly headerLines: readonly string[]
  readonly text: string
  readonly html: string
  readonly wasEncrypted: boolean
  readonly raw: string
}

export type Answer = { readonly code: number; readonly text: string }

export type Behaviour = {
  /** How the next letters are answered, one after the other; then they are taken. */
  readonly answers?: Answer[]
  readonly at?: 'recipient' | 'data'
  readonly user?: { readonly name: string; readonly password: string }
  readonly tls?: { readonly key: string; readonly cert: string; readonly whole?: boolean }
  /** Without `tls`: STARTTLS is not offered at all. */
}

export type MailServer = AsyncDisposable & {
  readonly received: Received[]
  readonly answers: Answer[]
  readonly port: number
  readonly settings: (more?: Partial<SmtpAddress> & { readonly ca?: string }) => SmtpSettings
}

export const SENDER = { name: 'Compartment', address: 'access@access.test' } as const

export async function mailServer(behaviour: Behaviour = {}): Promise<MailServer> {
  const received: Received[] = []
  const answers = [...(behaviour.answers ?? [])]
  const at = behaviour.at ?? 'data'
  const { user, tls } = behaviour
  const bad = (): Error | undefined => {
    const answer = answers.shift()
    return answer && Object.assign(new Error(answer.text), { responseCode: answer.code })
  }
  const server = new SMTPServer({
    secure: tls?.whole ?? false,
    ...(tls !== undefined && { key: tls.key, cert: tls.cert }),
    disabledCommands: [...(tls === undefined ? ['STARTTLS'] : []), ...(user === undefined ? ['AUTH'] : [])],
    authOptional: user === undefined,
    disableReverseLookup: true,
    onAuth: (given, _, done) => {
      const isRight = given.username === user?.name && given.password === user?.password
      if (isRight) done(null, { user: given.username })
      else done(Object.assign(new Error('no such user'), { responseCode: 535 }))
    },
    onRcptTo: (_, __, done) => done(at === 'recipient' ? bad() : undefined),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const refused = at === 'data' ? bad() : undefined
        if (refused !== undefined) return done(refused)
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom === false ? '' : mailFrom.address
        const to = rcptTo.map(({ address }) => address)
        received.push(
          parsed(Buffer.concat(parts).toString('latin1'), { from, to, wasEncrypted: session.secure }),
        )
        return done()
      })
    },
  })
  // A client that gives up is no fault of the server.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return {
    received,
    answers,
    port,
    settings: settingsFor(port),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

export function settingsFor(port: number): MailServer['settings'] {
  return ({ ca, ...more } = {}) => ({
    server: { host: '127.0.0.1', port, tls: 'off', ...more },
    from: SENDER,
    ...(ca !== undefined && { ca }),
  })
}

/** Takes connections and says nothing, or says a little for ever. */
export async function hangingServer(
  drip?: string,
): Promise<AsyncDisposable & { port: number; open: Set<Socket> }> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    const timer = drip === undefined ? undefined : setInterval(() => socket.write(drip), 20)
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(timer)
      open.delete(socket)
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    open,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

function parsed(raw: string, around: Pick<Received, 'from' | 'to' | 'wasEncrypted'>): Received {
  const whole = entity(raw)
  const boundary = /boundary="([^"]+)"/.exec(whole.headers['content-type'] ?? '')?.[1]
  const parts = boundary === undefined ? [whole] : whole.body.split(`--${boundary}`).slice(1, -1).map(entity)
  const part = (type: string): string => {
    const found = parts.find(({ headers }) => (headers['content-type'] ?? '').startsWith(type))
    return found === undefined ? '' : decoded(found)
  }
  const { headers, lines } = whole
  return { ...around, headers, headerLines: lines, text: part('text/plain'), html: part('text/html'), raw }
}

type Entity = { readonly headers: Record<string, string>; readonly lines: string[]; readonly body: string }

function entity(raw: string): Entity {
  const trimmed = raw.replace(/^\r\n/, '')
  const end = trimmed.indexOf('\r\n\r\n')
  const lines = trimmed
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers: Record<string, string> = {}
  for (const line of lines)
    headers[line.slice(0, line.indexOf(':')).toLowerCase()] = words(line.slice(line.indexOf(':') + 1).trim())
  return { headers, lines, body: trimmed.slice(end + 4) }
}

function decoded({ headers, body }: Entity): string {
  const encoding = headers['content-transfer-encoding']
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString('utf8')
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** RFC 2047. */
function words(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, content: string) => {
      if (kind.toUpperCase() === 'B') return Buffer.from(content, 'base64').toString('utf8')
      const bytes = content
        .replaceAll('_', ' ')
        .replaceAll(/=([0-9A-F]{2})/gi, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      return Buffer.from(bytes, 'latin1').toString('utf8')
    })
}

/** The link in a letter. */
export function linkIn({ text }: Pick<Received, 'text'>): string {
  const link = /https?:\/\/\S+\?token=\S+/.exec(text)?.[0]
  if (link === undefined) throw new Error(`no link in: ${text}`)
  return link
}
