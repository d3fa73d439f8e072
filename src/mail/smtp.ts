/**
 * Carries letters to a mail server. One connection a letter; every wait has an end, so that a server that hangs costs
 * neither sockets nor time (DOS-06); there is one recipient, and nothing that could be read as another (RST-11).
 */
import { createTransport } from 'nodemailer'
import type { Carried, Mailer, OutgoingMail } from '../operations/mail/mailer.ts'
import type { SmtpSettings } from './mail-settings.ts'
import { isPlainAddress, type Sender } from './smtp-address.ts'

export type SmtpTimes = { readonly wait: number; readonly whole: number }

/** Milliseconds: for one step, and for a letter altogether. */
const TIMES: SmtpTimes = { wait: 10_000, whole: 50_000 }

const LONGEST_ANSWER = 300

export function smtpMailer(settings: SmtpSettings, times: SmtpTimes = TIMES): Mailer {
  const { from } = settings
  const transport = createTransport(transportOptions(settings, times))
  return {
    carry: async (mail) => {
      // The library takes recipients apart where they look like several.
      if (!isPlainAddress(mail.to)) {
        return { outcome: 'refused', answer: 'this is no address that mail can be sent to' }
      }
      try {
        const { response } = await transport.sendMail({
          ...content(mail, from),
          signal: AbortSignal.timeout(times.whole),
        })
        return { outcome: 'sent', answer: shown(response, settings) }
      } catch (error) {
        return failed(error as Fault, settings)
      }
    },
  }
}

function transportOptions({ server, ca }: SmtpSettings, { wait, whole }: SmtpTimes) {
  const { host, port, tls, user, password } = server
  return {
    host,
    port,
    secure: tls === 'whole',
    requireTLS: tls === 'required',
    ignoreTLS: tls === 'off',
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
    tls: { minVersion: 'TLSv1.2' as const, ...(ca !== undefined && { ca }) },
    connectionTimeout: wait,
    greetingTimeout: wait,
    socketTimeout: Math.min(2 * wait, whole),
    dnsTimeout: wait,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function content(mail: OutgoingMail, from: Sender) {
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  return {
    envelope: { from: from.address, to: [mail.to] },
    from,
    to: { name: '', address: mail.to },
    messageId: `<${mail.id}@${domain}>`,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    // Nobody should answer it by machine, and no list software should take it for one.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  }
}

type Fault = Error & { readonly code?: string; readonly responseCode?: number; readonly response?: string }

/** What the server says about this letter: refused for good, or for now. */
const ABOUT_THE_LETTER: ReadonlySet<string> = new Set(['EENVELOPE', 'EMESSAGE'])

function failed(error: Fault, settings: SmtpSettings): Carried {
  const { code = '', responseCode, response } = error
  const answer = shown(response ?? error.message, settings)
  if (ABOUT_THE_LETTER.has(code)) {
    const isForGood =
      responseCode === undefined ? response === undefined : responseCode >= 500 && responseCode !== 503
    return { outcome: isForGood ? 'refused' : 'later', answer }
  }
  return { outcome: 'later', unreachable: true, answer }
}

/** Servers that refuse a letter for a link in it like to repeat the link. */
const SECRET = /cp[a-z]_[\w-]{16,}/g

/** One line, not too long, without the password and without what opens an account. */
function shown(text: string, { server: { password } }: SmtpSettings): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .replaceAll(SECRET, '…')
  const safe = password === undefined ? line : line.replaceAll(password, '…')
  return safe.length > LONGEST_ANSWER ? `${safe.slice(0, LONGEST_ANSWER - 1)}…` : safe
}
