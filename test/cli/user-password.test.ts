/** `user reset-password` against a real server, with a mail server and without one. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLog } from '../../src/http/log.ts'
import { startServer } from '../../src/server.ts'
import { admit, configOf, openHouse } from '../http/house.ts'
import { mailServer } from '../support/mail-server.ts'
import { cli, machine, words } from './recorded-terminal.ts'

it('prints the link once, or says that it went by mail; a dry run does neither; a refusal says what helps', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-reset-'))
  const store = { dataDirectory }
  try {
    await using house = await openHouse(store)
    const at = (url: string) =>
      machine({ env: { COMPARTMENT_API_URL: url, COMPARTMENT_TOKEN: house.token }, now: new Date() })
    const run = (url: string, line: string) => cli(at(url), ...words(line))
    await admit(house, 'sam@acme.example', 'viewer')
    const dry = await run(house.url, 'user reset-password sam@acme.example --dry-run')
    expect([dry.exit, dry.out.includes('token=')]).toEqual([0, false])
    expect(dry.out).toContain('a link would be shown here. Nothing was changed.')
    const shown = await run(house.url, 'user reset-password sam@acme.example --reason "lost their phone"')
    expect(shown.out).toMatch(/^Reset URL: http:\S+\/reset\?token=cpl_[\w-]{43}\n/)
    expect(shown.out).toContain('no mail was sent')
    await house.admin.inviteUser({ organization: 'acme', body: { email: 'pat@acme.example' } })
    const refused = await run(house.url, 'user reset-password pat@acme.example')
    expect(refused.exit).toBe(1)
    expect(refused.err).toContain('RESET_NOT_APPLICABLE')
    expect(refused.err).toContain('compartment invitation resend pat@acme.example')

    await using mail = await mailServer()
    const { secretKey } = house.server.deps
    const config = { ...configOf(store), secretKey, mail: mail.settings() }
    const mailing = await startServer(config, { log: createLog('silent'), linger: 0 })
    try {
      const sent = await run(mailing.url, 'user reset-password sam@acme.example --output json')
      expect(JSON.parse(sent.out)).toMatchObject({ delivery: 'mail', user: { email: 'sam@acme.example' } })
      expect(sent.out).not.toContain('token=')
      await expect.poll(() => mail.received.length, { timeout: 5000 }).toBe(1)
      expect(mail.received[0]!.to).toEqual(['sam@acme.example'])
    } finally {
      await mailing.close()
    }
  } finally {
    rmSync(dataDirectory, { recursive: true })
  }
})
