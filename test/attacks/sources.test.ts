/** A repository’s address is typed by people and handed to git: it must not become an option, a program, or a way inside. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refused } from '../../src/contract/client.ts'
import { isPublicAddress } from '../../src/operations/sources/public-address.ts'
import { runGit } from '../../src/operations/sources/run-git.ts'
import { type House, openHouse } from '../http/house.ts'
import { type GitHttp, serveRepositories } from '../support/git-http.ts'
import { makeRepository, type Repository } from '../support/repository.ts'
import { Town } from '../support/town.ts'

const folder = mkdtempSync(join(tmpdir(), 'compartment-attack-'))
const marker = join(folder, 'marker')
let house: House
beforeAll(async () => {
  house = await openHouse()
  await house.admin.createProject({ organization: 'acme', body: { name: 'billing' } })
})
afterAll(async () => {
  await house[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

async function refused(body: { url: string; branch?: string }): Promise<Refused['problem']> {
  const asked = house.admin.connectSource({
    organization: 'acme',
    body: { name: 'docs', project: 'billing', ...body },
  })
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Refused)) throw new Error(`it was not refused: ${String(error)}`)
  return error.problem
}

describe('the address of a repository', () => {
  it.each([
    ['an option of git', `--upload-pack=touch ${marker}`],
    ['a short option', '-u'],
    ['a program as a transport', `ext::sh -c touch%20${marker}`],
    ['an open file as a transport', 'fd::7'],
    ['a helper by its name', 'https::https://git.example.com/x.git'],
    ['a file of the server', 'file:///etc'],
    ['a path of the server', '/etc'],
    ['a path beside it', '../../etc'],
    ['a protocol without protection', 'git://git.example.com/x.git'],
    ['plain HTTP', 'http://git.example.com/x.git'],
    ['a protocol that git has not', 'gopher://git.example.com/x.git'],
    ['a password', 'https://ada:hunter2@git.example.com/x.git'],
    ['a token', 'https://hunter2@git.example.com/x.git'],
    ['a password for ssh', 'ssh://git:hunter2@git.example.com/x.git'],
    ['a token in the query', 'https://git.example.com/x.git?token=hunter2'],
    ['a token in the fragment', 'https://git.example.com/x.git#hunter2'],
    ['an option as the host of ssh', `ssh://-oProxyCommand=touch%20${marker}/x`],
    ['an option as the user of ssh', `ssh://-oProxyCommand=touch@git.example.com/x`],
    ['an option in the short form', `git@-oProxyCommand=touch:x`],
    ['a line break', `https://git.example.com/x.git\n--upload-pack=touch ${marker}`],
    ['a tab', 'https://git.example.com/x\t.git'],
    ['a NUL', 'https://git.example.com/x\0.git'],
    ['a letter that looks like another', 'https://git.exаmple.com/x.git'],
    ['a backslash', 'https://git.example.com\\@127.0.0.1/x.git'],
    ['an encoded host', 'https://%31%32%37.0.0.1/x.git'],
    ['a port that is none', 'https://git.example.com:99999/x.git'],
  ])('is refused where it is %s, and git is not run', async (_, url) => {
    const problem = await refused({ url })
    expect(problem).toMatchObject({ status: 400, code: 'INVALID' })
    expect(JSON.stringify(problem)).not.toContain('hunter2')
    expect(existsSync(marker)).toBe(false)
  })

  it.each([
    'https://127.0.0.1/x.git',
    'https://127.1/x.git',
    'https://2130706433/x.git',
    'https://0x7f000001/x.git',
    'https://0177.0.0.1/x.git',
    'https://localhost/x.git',
    'https://10.1.2.3/x.git',
    'https://192.168.0.1:8443/x.git',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/x.git',
    'https://0.0.0.0/x.git',
    'https://[::1]/x.git',
    'https://[::ffff:127.0.0.1]/x.git',
    'https://[fd00::1]/x.git',
    'https://[fe80::1]/x.git',
    'https://[64:ff9b::7f00:1]/x.git',
    'https://[2002:7f00:1::]/x.git',
    'ssh://git@127.0.0.1/x.git',
    'git@localhost:x.git',
  ])('is refused where it leads inside: %s', async (url) => {
    const problem = await refused({ url })
    expect(problem).toMatchObject({ status: 400, code: 'INVALID' })
    expect(problem.detail).toMatch(/not on the public internet|no host/)
  })

  it.each(['--upload-pack=x', '-x', '*', 'a..b', 'main\nx', 'a b', 'refs/heads/', 'x.lock', '@{-1}', 'a:b'])(
    'is not widened by the branch %j',
    async (branch) => {
      expect(await refused({ url: 'https://git.example.com/x.git', branch })).toMatchObject({
        code: 'INVALID',
        errors: [{ pointer: '/branch' }],
      })
    },
  )

  it.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111'])('that is public is public: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

describe('git itself', () => {
  const ssh = 'ssh -F none'
  it('runs no transport that is not allowed, whatever it is asked for', async () => {
    using repository = makeRepository()
    for (const url of [`ext::sh -c touch%20${marker}`, repository.url, 'fd::7']) {
      const answer = await runGit({ args: ['ls-remote', '--', url], protocols: ['https', 'ssh'], ssh })
      expect(answer).toMatchObject({ outcome: 'refused' })
    }
    expect(existsSync(marker)).toBe(false)
  })

  it('takes an address for an address, even one like an option', async () => {
    const args = ['ls-remote', '--', `--upload-pack=touch ${marker}`]
    expect((await runGit({ args, protocols: ['https', 'ssh', 'file'], ssh })).outcome).toBe('refused')
    expect(existsSync(marker)).toBe(false)
  })
})

describe('a host that is hostile', () => {
  let town: Awaited<ReturnType<typeof Town.withAcme>>
  let repository: Repository
  let inside: GitHttp
  let outside: GitHttp
  beforeAll(async () => {
    repository = makeRepository()
    inside = await serveRepositories(repository.folder, 'http://127.0.0.1:9')
    outside = await serveRepositories(repository.folder, inside.url)
    town = await Town.withAcme(undefined, {
      sources: { protocols: ['http'], privateAddresses: true },
    })
    await town.ask(town.ada, 'createProject', { body: { name: 'billing' } })
  })
  afterAll(async () => {
    await town[Symbol.asyncDispose]()
    await outside[Symbol.asyncDispose]()
    await inside[Symbol.asyncDispose]()
    repository[Symbol.dispose]()
  })

  const connect = async (name: string, path: string) =>
    town.ask(town.ada, 'connectSource', { body: { name, url: `${outside.url}${path}`, project: 'billing' } })

  it('is no hindrance to one that is not: a repository over HTTP is connected', async () => {
    expect(await connect('docs', '/docs.git')).toMatchObject({ branch: 'main' })
  })

  it('leads nowhere else by a redirect', async () => {
    const before = inside.asked.length
    const { refusal } = await town.refusal(connect('moved', '/moved/docs.git'))
    expect(refusal).toMatchObject({ code: 'INVALID', field: '/url' })
    expect(inside.asked).toHaveLength(before)
  })

  it('gets no credentials by asking for them, and nobody is asked', async () => {
    const { refusal } = await town.refusal(connect('private', '/private/docs.git'))
    expect(refusal.detail).toContain('it asks for credentials')
  })

  it('is left when its time is over, by git and by its helpers', async () => {
    const began = performance.now()
    const args = ['ls-remote', '--', `${outside.url}/silent/docs.git`]
    const answer = await runGit({ args, protocols: ['http'], ssh: 'ssh', within: 700 })
    expect(answer).toEqual({ outcome: 'too_long' })
    expect(performance.now() - began).toBeLessThan(5000)
    await expect.poll(() => outside.open()).toBe(0)
  })

  it('fills no memory with references that never end', async () => {
    const args = ['ls-remote', '--', `${outside.url}/endless/docs.git`]
    const answer = await runGit({ args, protocols: ['http'], ssh: 'ssh', within: 1500 })
    expect(['too_long', 'refused']).toContain(answer.outcome)
    await expect.poll(() => outside.open()).toBe(0)
  })
})
