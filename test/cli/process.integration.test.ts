/** The command line as a process: its entry, its streams, and the commands that keep running. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'

const CLI = join(import.meta.dirname, '../../src/cli.js')
const FOLDER = mkdtempSync(join(tmpdir(), 'compartment-process-'))
const PASSWORD = 'seven unrelated words in a row'

const running: ChildProcess[] = []
afterEach(() => running.splice(0).forEach((child) => child.kill('SIGKILL')))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }
type Started = {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  readonly said: (pattern: RegExp) => Promise<string>
}

const ENV = {
  PATH: process.env['PATH'],
  COMPARTMENT_CONFIG_DIR: join(FOLDER, 'config'),
  COMPARTMENT_DATA: join(FOLDER, 'data'),
  COMPARTMENT_PORT: '0',
  COMPARTMENT_METRICS_PORT: '0',
}

function start(
  program: string,
  argv: readonly string[],
  env: Record<string, string> = {},
  input = '',
): Started {
  const child = spawn(program, argv, { env: { ...ENV, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
  running.push(child)
  const texts = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (texts.err += chunk.toString()))
  child.stdin.end(input)
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...texts })))
  const said = async (pattern: RegExp): Promise<string> => {
    for (let found = pattern.exec(texts.out); ; found = pattern.exec(texts.out)) {
      if (found) return found[1]!
      if (child.exitCode !== null) throw new Error(`it ended without saying ${String(pattern)}: ${texts.err}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return { child, ended, said }
}

function compartment(argv: readonly string[], env?: Record<string, string>, input?: string): Started {
  return start(process.execPath, [CLI, ...argv], env, input)
}

describe('the entry', () => {
  it('finds the Node of its own package where the machine’s cannot read TypeScript', async () => {
    const ran = await start(process.execPath, ['--no-experimental-strip-types', CLI, '--version']).ended
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  it('passes the exit code on', async () => {
    const ran = await start(process.execPath, ['--no-experimental-strip-types', CLI, 'usr']).ended
    expect(ran).toMatchObject({ code: 64, out: '' })
  })

  it('says what to do where there is none', async () => {
    const env = { COMPARTMENT_REEXECUTED: '1' }
    const ran = await start(process.execPath, ['--no-experimental-strip-types', CLI, '--version'], env).ended
    expect(ran).toMatchObject({ code: 1, out: '' })
    expect(ran.err).toContain('next: run `npm install`')
  })

  it('ends quietly when whoever reads its output has enough', async () => {
    const ran = await start('bash', [
      '--norc',
      '-c',
      `set -o pipefail; '${process.execPath}' '${CLI}' --help | head -n 1`,
    ]).ended
    expect(ran).toMatchObject({ code: 0, err: '' })
  })
})

describe('completion', () => {
  it('works in bash, and evaluates nothing that was typed', async () => {
    writeFileSync(join(FOLDER, 'compartment'), `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`)
    chmodSync(join(FOLDER, 'compartment'), 0o755)
    const script = `
      source <(compartment completion bash)
      try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _compartment; echo "\${COMPREPLY[*]}"; }
      try compartment user in
      try compartment group member ""
      try compartment user list --output j
      try compartment role create '$(touch ${FOLDER}/evaluated)' --perm
    `
    const ran = await start('bash', ['--norc', '-c', script], { PATH: `${FOLDER}:${ENV.PATH}` }).ended
    expect(ran).toMatchObject({ code: 0, err: '', out: 'invite\nlist add remove help\njson\n--permission\n' })
    expect(() => readFileSync(join(FOLDER, 'evaluated'))).toThrow('ENOENT')
  })
})

describe('on the server’s own machine', () => {
  it('serve says where it is, where the data lies, and how to begin; SIGTERM ends it well', async () => {
    const data = join(FOLDER, 'fresh')
    const server = compartment(['serve', '--data', data])
    const setup = await server.said(/^Set it up +(\S+)$/m)
    expect(setup).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/setup\?token=/)
    server.child.kill('SIGTERM')
    const { code, out, err } = await server.ended
    expect(code).toBe(0)
    expect(out).toMatch(/^Compartment +http:\S+\nData +\S+fresh\nSet it up +\S+\n$/)
    expect(err).toContain('"msg":"serving"')
  })

  it('a wrong setting is named with its fix', async () => {
    const ran = await compartment(['serve', '--port', 'many']).ended
    expect(ran).toMatchObject({ code: 1, out: '' })
    expect(ran.err).toMatch(/^error: COMPARTMENT_PORT: .*\nnext: /)
  })

  it('bootstrap, serve, activate: each leads to the next, and demo leaves it alone', async () => {
    const argv = [
      'admin',
      'bootstrap',
      '--email',
      'kim@acme.example',
      '--organization',
      'acme',
      '--output',
      'json',
    ]
    const first = await compartment(argv).ended
    expect(first).toMatchObject({ code: 0, err: '' })
    const made = JSON.parse(first.out) as Record<string, string>
    expect(Object.keys(made).toSorted()).toEqual(['activation_url', 'api_url', 'organization', 'token'])
    expect(await compartment(argv).ended).toMatchObject({ code: 1, out: '' })

    const server = compartment(['serve'])
    const url = await server.said(/^Compartment +(\S+)$/m)
    const program = { COMPARTMENT_TOKEN: made['token']!, COMPARTMENT_API_URL: url }
    const listed = await compartment(['user', 'list'], program).ended
    expect(listed).toMatchObject({ code: 0, err: '' })
    expect(listed.out).toMatch(/kim@acme\.example +user +admin +invited/)
    const link = new URL(made['activation_url']!)
    const activated = compartment(
      ['activate', `${url}/activate${link.search}`, '--password-stdin'],
      {},
      PASSWORD,
    )
    expect(await activated.ended).toMatchObject({ code: 0 })
    expect(await compartment(['whoami']).ended).toMatchObject({ code: 0 })
    server.child.kill('SIGINT')
    expect((await server.ended).code).toBe(0)

    const demo = await compartment(['demo']).ended
    expect(demo).toMatchObject({ code: 1, out: '' })
    expect(demo.err).toContain('it is not a demo')
  })

  it('demo signs this command line in, so that the very next command works', async () => {
    const env = { COMPARTMENT_CONFIG_DIR: join(FOLDER, 'demo-config') }
    const demo = compartment(['demo', '--data', join(FOLDER, 'demo')], env)
    expect(await demo.said(/^Sign in +(\S+)$/m)).toMatch(/\/demo\?token=/)
    const argv = ['access', 'explain', 'alex@acme.example', 'deployment.create', '--at', 'billing/production']
    const explained = await compartment(argv, env).ended
    expect(explained).toMatchObject({ code: 2, err: '' })
    expect(explained.out).toMatch(/^✗ No: alex@acme\.example cannot deploy at billing\/production\.\n/)
    demo.child.kill('SIGINT')
    const { code, err } = await demo.ended
    expect(code).toBe(0)
    expect(err).toContain('npx compartment access explain')
  })
})
