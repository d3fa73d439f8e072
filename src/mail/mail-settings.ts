/** The settings of mail, checked before anything starts. What is wrong is said without repeating the address. */
import { readFileSync } from 'node:fs'
import { type Sender, type SmtpAddress, senderOf, smtpAddress } from './smtp-address.ts'

export type SmtpSettings = {
  readonly server: SmtpAddress
  readonly from: Sender
  /** More certificates to trust, PEM. */
  readonly ca?: string
}

type Problem = { readonly name: string; readonly cause: string; readonly fix: string }

/** @returns the settings, what is wrong with them, or neither where there are none */
export function mailSettings(get: (name: string) => string | undefined): {
  readonly mail?: SmtpSettings
  readonly problem?: Problem
} {
  const url = get('SMTP_URL')
  const from = get('MAIL_FROM')
  if (url === undefined && from === undefined) return {}
  if (url === undefined)
    return wrong('SMTP_URL', 'is missing, and COMPARTMENT_MAIL_FROM is set', 'name the mail server')
  const server = smtpAddress(url)
  if ('cause' in server) return wrong('SMTP_URL', server.cause, server.fix)
  if (from === undefined)
    return wrong('MAIL_FROM', 'is missing, and COMPARTMENT_SMTP_URL is set', 'write access@example.com')
  const sender = senderOf(from)
  if (sender === undefined) {
    return wrong(
      'MAIL_FROM',
      `\`${from}\` is no address`,
      'write access@example.com or Access <access@example.com>',
    )
  }
  const ca = certificates(get('SMTP_CA'))
  if (ca instanceof Error) return wrong('SMTP_CA', ca.message, 'name a readable file of certificates in PEM')
  return { mail: { server, from: sender, ...(ca !== undefined && { ca }) } }
}

function wrong(name: string, cause: string, fix: string): { problem: Problem } {
  return { problem: { name, cause, fix } }
}

function certificates(file: string | undefined): string | undefined | Error {
  if (file === undefined) return undefined
  try {
    const text = readFileSync(file, 'utf8')
    return text.includes('-----BEGIN CERTIFICATE-----') ? text : new Error(`\`${file}\` holds no certificate`)
  } catch (error) {
    return new Error(`cannot read \`${file}\`: ${(error as Error).message}`)
  }
}
