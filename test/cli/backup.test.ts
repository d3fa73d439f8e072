/** `backup` and `restore` on the server's own machine. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli, machine } from './recorded-terminal.ts'

const PASSPHRASE = 'four words and more'
let folder: string
let from: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'compartment-backup-cli-'))
  from = join(folder, 'from')
  const line = ['admin', 'bootstrap', '--email', 'kim@acme.example', '--organization', 'acme', '--data', from]
  expect((await cli(machine(), ...line)).exit).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const key = (directory: string, name: string): string => readFileSync(join(directory, name), 'utf8')

describe('backup and restore', () => {
  it('without keys: a new audit key, and the old one still verifies what it signed', async () => {
    const file = join(folder, 'plain.backup')
    const taken = await cli(machine(), 'backup', file, '--data', from)
    expect(taken, taken.err).toMatchObject({ exit: 0 })
    expect(taken.out).toContain('The keys are not in it')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const to = join(folder, 'plain')
    const restored = await cli(machine(), 'restore', file, '--data', to, '--output', 'json')
    expect(restored, restored.err).toMatchObject({ exit: 0 })
    expect(JSON.parse(restored.out)).toMatchObject({ organizations: 1, revoked_tokens: 1, keys: 'public' })
    expect(key(to, 'secret.key')).not.toBe(key(from, 'secret.key'))
    expect(key(to, 'audit-key.pem').match(/BEGIN/g)).toHaveLength(2)
    expect((await cli(machine(), 'restore', file, '--data', to)).err).toContain(
      'an installation here already',
    )
  })

  it('with keys: sealed, and they come back with the passphrase alone', { timeout: 60_000 }, async () => {
    const file = join(folder, 'keys.backup')
    const typed = [PASSPHRASE, PASSPHRASE]
    const taken = await cli(machine({ typed }), 'backup', file, '--with-keys', '--data', from)
    expect(taken).toMatchObject({ exit: 0, asked: ['Passphrase for the keys: ', 'Again: '] })
    expect(readFileSync(file).includes(key(from, 'secret.key').trim())).toBe(false)
    const to = join(folder, 'keys')
    const wrong = machine({ env: { COMPARTMENT_BACKUP_PASSPHRASE: 'another one, also long' } })
    expect((await cli(wrong, 'restore', file, '--data', to)).err).toContain('the passphrase is not the one')
    const right = machine({ env: { COMPARTMENT_BACKUP_PASSPHRASE: PASSPHRASE } })
    expect(await cli(right, 'restore', file, '--data', to)).toMatchObject({ exit: 0 })
    for (const name of ['secret.key', 'audit-key.pem']) {
      expect(key(to, name)).toBe(key(from, name))
      expect(statSync(join(to, name)).mode & 0o777).toBe(0o600)
    }
  })

  it.each([
    ['a short passphrase', ['short', 'short'], 64, 'shorter than 12'],
    ['two different ones', [PASSPHRASE, `${PASSPHRASE}!`], 1, 'the passphrases differ'],
  ])('%s makes no file', async (_what, typed, exit, told) => {
    const file = join(folder, 'none.backup')
    const ran = await cli(machine({ typed }), 'backup', file, '--with-keys', '--data', from)
    expect([ran.exit, ran.err]).toEqual([exit, expect.stringContaining(told)])
    expect(() => statSync(file)).toThrow()
  })

  it('a file that is there is not written over, and what is no backup is not restored', async () => {
    const file = join(folder, 'plain.backup')
    expect((await cli(machine(), 'backup', file, '--data', from)).err).toContain('is there already')
    const empty = await cli(
      machine(),
      'backup',
      join(folder, 'empty.backup'),
      '--data',
      join(folder, 'empty'),
    )
    expect([empty.exit, empty.err]).toEqual([1, expect.stringContaining('there is no installation here')])
    const none = await cli(machine(), 'restore', join(from, 'secret.key'), '--data', join(folder, 'none'))
    expect([none.exit, none.err]).toEqual([1, expect.stringContaining('cannot be restored')])
    const missing = await cli(machine(), 'restore', join(folder, 'nothing'), '--data', join(folder, 'none'))
    expect(missing.err).toContain('there is no file')
  })
})
