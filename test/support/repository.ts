/** A real Git repository in a temporary folder, with one commit on `main` and one on `next`. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export type Repository = Disposable & {
  /** The folder above it, and its name in there. */
  readonly folder: string
  readonly name: string
  readonly url: string
  /** Of `main`. */
  readonly commit: string
}

export function makeRepository(): Repository {
  const folder = mkdtempSync(join(tmpdir(), 'compartment-repository-'))
  const place = join(folder, 'docs.git')
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', place, ...args], { encoding: 'utf8', env: IDENTITY }).trim()
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', place], { env: IDENTITY })
  const tree = execFileSync('git', ['-C', place, 'mktree'], {
    encoding: 'utf8',
    input: '',
    env: IDENTITY,
  }).trim()
  const commit = git('commit-tree', tree, '-m', 'first')
  git('update-ref', 'refs/heads/main', commit)
  git('update-ref', 'refs/heads/next', git('commit-tree', tree, '-p', commit, '-m', 'second'))
  return {
    folder,
    name: 'docs.git',
    url: pathToFileURL(place).href,
    commit,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const IDENTITY = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
}
