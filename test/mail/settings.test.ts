import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'

const KEY = Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7)).toString('base64')
const BASE = { COMPARTMENT_DATABASE_URL: 'postgresql://db/x', COMPARTMENT_SECRET_KEY: KEY }
const read = (more: Record<string, string>) => readConfig({ ...BASE, ...more }).mail

const url = (text: string) =>
  read({ COMPARTMENT_SMTP_URL: text, COMPARTMENT_MAIL_FROM: 'Access at Acme <access@acme.test>' })?.server

describe('the mail server', () => {
  it('is none where none is named', () => {
    expect(read({})).toBeUndefined()
  })

  it.each([
    ['smtps://mail.acme.test', { host: 'mail.acme.test', port: 465, tls: 'whole' }],
    ['smtp://mail.acme.test', { host: 'mail.acme.test', port: 587, tls: 'required' }],
    ['smtp://mail.acme.test:2525?tls=off', { host: 'mail.acme.test', port: 2525, tls: 'off' }],
    ['smtp://localhost:1025', { host: 'localhost', port: 1025, tls: 'offered' }],
    ['smtp://[::1]:1025/', { host: '::1', port: 1025, tls: 'offered' }],
    [
      'smtps://me%40acme.test:p%3Aw%25d@mail.acme.test:1465',
      { host: 'mail.acme.test', port: 1465, tls: 'whole', user: 'me@acme.test', password: 'p:w%d' },
    ],
  ])('`%s` is read', (text, server) => {
    expect(url(text)).toEqual(server)
  })

  it.each([
    ['mail.acme.test:25', 'is not the address of a mail server'],
    ['https://mail.acme.test', 'is not the address of a mail server'],
    ['smtp://', 'is not the address of a mail server'],
    ['smtp://me:se-cret@mail.acme.test/inbox', 'has more behind the host'],
    ['smtp://me@mail.acme.test', 'but not both'],
    ['smtp://me:se-cret@mail.acme.test?tls=off', 'would send the password unprotected'],
    ['smtp://mail.acme.test?tls=maybe', 'has a `tls` that is not known'],
    ['smtps://mail.acme.test?tls=off', 'has a `tls` that is not known'],
    ['smtp://mail.acme.test?rejectUnauthorized=false', 'has an option'],
    ['smtp://me:se-cret%zz@mail.acme.test', 'stands for nothing'],
  ])('`%s` keeps the server from starting: %s', (text, cause) => {
    let thrown: unknown
    try {
      url(text)
    } catch (error) {
      thrown = error
    }
    expect(String(thrown)).toContain('COMPARTMENT_SMTP_URL: ')
    expect(String(thrown)).toContain(cause)
    expect(JSON.stringify([String(thrown), thrown])).not.toContain('se-cret')
  })

  it('needs an address to send from, and the other way round', () => {
    const from = (text: string) => () =>
      read({ COMPARTMENT_SMTP_URL: 'smtp://localhost', COMPARTMENT_MAIL_FROM: text })
    expect(from('access@acme.test')()?.from).toEqual({ name: 'Compartment', address: 'access@acme.test' })
    expect(from('"Access" <access@acme.test>')()?.from).toEqual({
      name: 'Access',
      address: 'access@acme.test',
    })
    for (const bad of ['access', 'a@b, c@d', 'x <a@b> y', 'A\r\nBcc: evil@x <a@b>'])
      expect(from(bad), bad).toThrow('MAIL_FROM')
    expect(() => read({ COMPARTMENT_SMTP_URL: 'smtp://localhost' })).toThrow('MAIL_FROM: is missing')
    expect(() => read({ COMPARTMENT_MAIL_FROM: 'a@b' })).toThrow('SMTP_URL: is missing')
  })

  it('can be trusted by certificates of one’s own, which must be there', () => {
    const settings = { COMPARTMENT_SMTP_URL: 'smtp://localhost', COMPARTMENT_MAIL_FROM: 'a@b.test' }
    expect(() => read({ ...settings, COMPARTMENT_SMTP_CA: '/nowhere.pem' })).toThrow('SMTP_CA: cannot read')
    expect(() => read({ ...settings, COMPARTMENT_SMTP_CA: import.meta.filename })).toThrow(
      'holds no certificate',
    )
  })
})
