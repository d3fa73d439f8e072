/** Against a real SMTP server: what arrives, over what, and what becomes of a server that refuses, hangs or lies. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { smtpMailer } from '../../src/mail/smtp.ts'
import { hangingServer, mailServer, settingsFor } from '../support/mail-server.ts'

const LETTER = {
  id: 'mai_1',
  to: 'ann@acme.test',
  subject: 'Grüße & more',
  text: `Hello\n\nhttps://access.test/reset?token=cpl_${'a'.repeat(43)}\n`,
  html: '<p>Hello</p>',
}

const folder = mkdtempSync(join(tmpdir(), 'compartment-mail-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Of the name that mail is sent to here. */
function certificate(name: string): { key: string; cert: string } {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)]
  const subject = [
    '-subj',
    `/CN=${name}`,
    '-addext',
    `subjectAltName=${name === '127.0.0.1' ? 'IP' : 'DNS'}:${name}`,
  ]
  const how = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  execFileSync('openssl', ['req', ...how, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' })
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}

const HERE = certificate('127.0.0.1')
const OTHER = certificate('elsewhere.test')

describe('a letter', () => {
  it('arrives whole, for one recipient, under an id that does not change', async () => {
    await using server = await mailServer()
    const mailer = smtpMailer(server.settings())
    const carried = await mailer.carry(LETTER)
    expect(carried).toMatchObject({ outcome: 'sent', answer: expect.stringMatching(/^250 /) as string })
    await mailer.carry(LETTER)
    const [one, other] = server.received
    expect(one).toMatchObject({
      from: 'access@access.test',
      to: ['ann@acme.test'],
      text: expect.stringContaining(LETTER.text.replaceAll('\n', '\r\n').trim()) as string,
    })
    expect(one!.html).toContain('<p>Hello</p>')
    expect(one!.headers).toMatchObject({
      subject: 'Grüße & more',
      from: 'Compartment <access@access.test>',
      to: 'ann@acme.test',
      'auto-submitted': 'auto-generated',
      'message-id': '<mai_1@access.test>',
    })
    expect(other!.headers['message-id']).toBe('<mai_1@access.test>')
  })

  it.each([
    ['x@acme.test\r\nBcc: evil@evil.test', 'a line break'],
    ['x@acme.test, evil@evil.test', 'a list'],
    ['x@acme.test> RCPT TO:<evil@evil.test', 'a command'],
    ['"evil@evil.test x"@acme.test', 'a quoted local part'],
    ['evil@evil.test <x@acme.test>', 'a name in front'],
  ])('RST-11 goes to nobody else, whatever the address holds: `%s`, %s', async (to) => {
    await using server = await mailServer()
    expect(await smtpMailer(server.settings()).carry({ ...LETTER, to })).toMatchObject({ outcome: 'refused' })
    expect(server.received).toEqual([])
  })

  it('RST-11 has no further headers, whatever the subject holds', async () => {
    await using server = await mailServer()
    await smtpMailer(server.settings()).carry({
      ...LETTER,
      subject: 'Hi\r\nBcc: evil@evil.test\r\nX-Evil: 1\r\n\r\nbody',
    })
    expect(server.received).toHaveLength(1)
    const [{ headerLines, to }] = server.received as [(typeof server.received)[0]]
    expect(headerLines.filter((line) => /^(bcc|x-evil):/i.test(line))).toEqual([])
    expect(to).toEqual(['ann@acme.test'])
  })

  it('reads no file and asks no address, whatever the text holds', async () => {
    await using server = await mailServer()
    const html = '<img src="file:///etc/hostname"><link href="http://127.0.0.1:1/x">'
    expect((await smtpMailer(server.settings()).carry({ ...LETTER, html })).outcome).toBe('sent')
    expect(server.received[0]!.raw).not.toContain('attachment')
  })
})

describe('the connection', () => {
  const tls = { ...HERE }

  it('is encrypted from the first byte with smtps://', async () => {
    await using server = await mailServer({ tls: { ...tls, whole: true } })
    const mailer = smtpMailer(server.settings({ tls: 'whole', ca: HERE.cert }))
    expect(await mailer.carry(LETTER)).toMatchObject({ outcome: 'sent' })
    expect(server.received[0]!.wasEncrypted).toBe(true)
  })

  it('is encrypted by STARTTLS where that is required, and the password goes over that alone', async () => {
    await using server = await mailServer({ tls, user: { name: 'mailer', password: 'a secret' } })
    const mailer = smtpMailer(
      server.settings({ tls: 'required', ca: HERE.cert, user: 'mailer', password: 'a secret' }),
    )
    expect(await mailer.carry(LETTER)).toMatchObject({ outcome: 'sent' })
    expect(server.received[0]!.wasEncrypted).toBe(true)
  })

  it('is not made without STARTTLS where that is required: nothing is sent', async () => {
    await using server = await mailServer()
    const carried = await smtpMailer(server.settings({ tls: 'required' })).carry(LETTER)
    expect(carried).toMatchObject({ outcome: 'later', unreachable: true })
    expect(server.received).toEqual([])
  })

  it.each([
    ['nobody trusts', HERE.cert, undefined],
    ['is another’s', OTHER.cert, OTHER.cert],
  ])('is not made where the certificate is one that %s', async (_, __, ca) => {
    const shown = ca === undefined ? HERE : OTHER
    await using server = await mailServer({ tls: { ...shown, whole: true } })
    const mailer = smtpMailer(server.settings({ tls: 'whole', ...(ca !== undefined && { ca }) }))
    expect(await mailer.carry(LETTER)).toMatchObject({ outcome: 'later', unreachable: true })
    expect(server.received).toEqual([])
  })

  it('says what the server says of a wrong password, and never the password', async () => {
    await using server = await mailServer({ tls, user: { name: 'mailer', password: 'right' } })
    const mailer = smtpMailer(
      server.settings({ tls: 'required', ca: HERE.cert, user: 'mailer', password: 'wr0ng-secret' }),
    )
    const carried = await mailer.carry(LETTER)
    expect(carried).toMatchObject({
      outcome: 'later',
      unreachable: true,
      answer: expect.stringContaining('535') as string,
    })
    expect(carried.answer).not.toContain('wr0ng-secret')
  })
})

describe('a server that', () => {
  it.each([
    ['refuses for now', 451, 'later'],
    ['is full', 452, 'later'],
    ['refuses for good', 550, 'refused'],
    ['does not like the text', 554, 'refused'],
  ] as const)('%s (%i) is understood: %s', async (_, code, outcome) => {
    for (const at of ['recipient', 'data'] as const) {
      await using server = await mailServer({ at, answers: [{ code, text: 'because' }] })
      const carried = await smtpMailer(server.settings()).carry(LETTER)
      expect(carried, at).toMatchObject({
        outcome,
        answer: expect.stringMatching(new RegExp(`^${code}.*because`)) as string,
      })
      expect(carried.unreachable ?? false).toBe(false)
    }
  })

  it('repeats a link in its refusal does not put it into our records', async () => {
    const token = `cpl_${'a'.repeat(43)}`
    await using server = await mailServer({
      answers: [{ code: 554, text: `bad link https://x/reset?token=${token}` }],
    })
    const carried = await smtpMailer(server.settings()).carry(LETTER)
    expect(carried).toMatchObject({
      outcome: 'refused',
      answer: expect.stringContaining('bad link') as string,
    })
    expect(carried.answer).not.toContain(token)
  })

  it('DOS-06 says nothing is left after a while, with its socket closed', async () => {
    await using server = await hangingServer()
    const began = performance.now()
    const mailer = smtpMailer(settingsFor(server.port)(), { wait: 150, whole: 1000 })
    expect(await mailer.carry(LETTER)).toMatchObject({ outcome: 'later', unreachable: true })
    expect(performance.now() - began).toBeLessThan(900)
    await expect.poll(() => server.open.size).toBe(0)
  })

  it('DOS-06 never stops talking is left when the time for a letter is over', async () => {
    await using server = await hangingServer('220-wait\r\n')
    const began = performance.now()
    const mailer = smtpMailer(settingsFor(server.port)(), { wait: 5000, whole: 300 })
    expect(await mailer.carry(LETTER)).toMatchObject({ outcome: 'later' })
    expect(performance.now() - began).toBeLessThan(2000)
    await expect.poll(() => server.open.size).toBe(0)
  })

  it('is not there is understood', async () => {
    const { port } = await (async () => {
      await using server = await hangingServer()
      return { port: server.port }
    })()
    expect(await smtpMailer(settingsFor(port)()).carry(LETTER)).toMatchObject({
      outcome: 'later',
      unreachable: true,
    })
  })
})
