/**
 * `npm run test:all`: everything, from a bare machine to a verdict. Installs what is missing (npm packages;
 * PostgreSQL, Chromium, nginx and Caddy through apt), then checks, tests, and compares the conformance page.
 *
 * Plain JavaScript, because it may be the first thing that runs, on Node 20 and without `node_modules`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const REPORT = join(root, '.reports/vitest.json')

/** apt packages, and the program that shows that one is there. */
const SYSTEM = {
  postgresql: () => hasPostgres(),
  chromium: () => onPath('chromium'),
  nginx: () => onPath('nginx'),
  caddy: () => onPath('caddy'),
}

function onPath(program) {
  const folders = [...process.env.PATH.split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.some((folder) => existsSync(join(folder, program)))
}

function hasPostgres() {
  const versions = '/usr/lib/postgresql'
  return (
    existsSync(versions) && readdirSync(versions).some((v) => existsSync(join(versions, v, 'bin/initdb')))
  )
}

function run(program, args, env = {}) {
  console.log(`\n> ${program} ${args.join(' ')}`)
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  if (error) console.error(error.message)
  return status === 0
}

function stop(message) {
  console.error(`\n${message}`)
  process.exit(1)
}

/**
 * What `npm ci` does, except that it refuses a lockfile without the packages of every platform, and some
 * registries do not carry them all. This takes the locked versions and hashes and leaves the lockfile alone;
 * `checks/lockfile.ts` makes sure that it matches package.json.
 */
function installPackages() {
  const installed = join(root, 'node_modules/.package-lock.json')
  const fresh =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  if (!fresh && !run('npm', ['install', '--no-save'])) stop('npm install failed; see above')
}

function installSystem() {
  const missing = Object.keys(SYSTEM).filter((name) => !SYSTEM[name]())
  if (missing.length === 0) return
  const list = missing.join(' ')
  const advice = `the tests need ${list}: install them, for example with apt-get install ${list}`
  if (!onPath('apt-get')) stop(`${advice} (this machine has no apt-get)`)
  if (process.getuid() !== 0) stop(`${advice} (only root may; run this once with sudo)`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  if (!run('apt-get', ['update', '-q'], env)) stop(`apt-get update failed; ${advice}`)
  if (!run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...missing], env)) stop(advice)
}

/** Counts from the report, on a line of their own that any log reader understands. */
function verdict() {
  if (!existsSync(REPORT)) stop('the tests left no report')
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(REPORT, 'utf8'))
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : ''
  return `${numPassedTests} passed, ${numFailedTests} failed${skipped}`
}

installPackages()
installSystem()
rmSync(REPORT, { force: true })
if (!run('npm', ['run', '--silent', 'check'])) stop('the checks failed, so the tests were not run')
const tested = run('npm', ['run', '--silent', 'test'])
const conforms = run('npm', ['run', '--silent', 'conformance', '--', '--check', '--results'])
console.log(`\n${verdict()}`)
process.exitCode = tested && conforms ? 0 : 1
