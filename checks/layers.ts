/**
 * Imports in `src` follow the arrows of the house: a room may import itself and the rooms its line names,
 * nothing else. To open a door, change the table here and say why in a decision record.
 */
import { posix } from 'node:path'
import { filesUnder, isSource } from './files.ts'
import { type Finding, main, type Outcome } from './finding.ts'
import { importsOf } from './imports.ts'
import { withSources } from './source.ts'

interface Room {
  /** Rooms it may import; `core/catalogue` opens one folder, `type core` opens types only. */
  readonly rooms: readonly string[]
  readonly packages: readonly string[]
  /** May it import `node:*`? */
  readonly node: boolean
}

const EVERYTHING: Room = { rooms: ['*'], packages: ['*'], node: true }

const ROOMS: Readonly<Record<string, Room>> = {
  core: { rooms: [], packages: [], node: false },
  contract: { rooms: ['core'], packages: ['zod'], node: false },
  store: { rooms: ['type core'], packages: ['kysely', 'pg'], node: true },
  identity: { rooms: ['type core'], packages: ['openid-client'], node: true },
  operations: { rooms: ['core', 'store', 'identity', 'contract'], packages: [], node: true },
  http: {
    rooms: ['operations', 'contract', 'core', 'console/place.ts'],
    packages: ['fastify', 'zod', 'pino', 'prom-client'],
    node: true,
  },
  // Speaks SMTP; what it carries and how it answers is for `operations` to say.
  mail: { rooms: ['type operations'], packages: ['nodemailer'], node: true },
  gateway: { rooms: ['operations', 'contract', 'core'], packages: ['fastify'], node: true },
  cli: {
    rooms: ['contract', 'core/catalogue', 'cli/local'],
    packages: ['commander', 'cli-table3', 'yaml'],
    node: true,
  },
  web: {
    rooms: ['contract', 'core/catalogue'],
    packages: [
      'react',
      'react-dom',
      '@mantine/core',
      '@mantine/hooks',
      '@tanstack/react-router',
      '@tanstack/react-query',
    ],
    node: false,
  },
  // Builds `web`, in a process of its own.
  console: { rooms: ['contract'], packages: ['vite'], node: true },
  // The demo's people and their story; it acts through the use cases, at past times.
  demo: { rooms: ['operations', 'contract', 'core', 'store', 'identity'], packages: [], node: true },
  // Commands that work on this machine instead of calling a server: `serve`, `demo`, `admin …`.
  'cli/local': EVERYTHING,
  'server.ts': EVERYTHING,
  'cli.js': { rooms: ['cli'], packages: [], node: true },
  'settings.ts': { rooms: [], packages: [], node: false },
  'config-error.ts': { rooms: ['settings.ts'], packages: [], node: false },
  'config-keys.ts': { rooms: ['config-error.ts'], packages: [], node: true },
  'config.ts': {
    rooms: [
      'settings.ts',
      'config-error.ts',
      'config-keys.ts',
      'identity/sso-settings.ts',
      'mail/mail-settings.ts',
      'store/postgres-hosts.ts',
    ],
    packages: ['zod'],
    node: true,
  },
}

export function layers(root: string): Outcome {
  const paths = filesUnder(root, 'src').filter(isSource)
  let imports = 0
  const findings = withSources(root, paths, (sources) =>
    sources.flatMap((source) => {
      const room = roomOf(source.path)
      if (!room)
        return [{ at: source.path, message: 'this folder is not a room of the house (checks/layers.ts)' }]
      const found = importsOf(source)
      imports += found.length
      return found.flatMap((one): Finding[] => {
        const complaint = refuse(room, source.path, one.target, one.typeOnly)
        return complaint ? [{ at: `${source.path}:${one.line}`, message: complaint }] : []
      })
    }),
  )
  return { findings, seen: `${paths.length} files, ${imports} imports` }
}

function roomOf(path: string): string | undefined {
  const inside = path.replace(/^src\//, '')
  return Object.keys(ROOMS)
    .filter((room) => inside === room || inside.startsWith(`${room}/`))
    .toSorted((a, b) => b.length - a.length)[0]
}

function refuse(name: string, from: string, target: string, typeOnly: boolean): string | undefined {
  const room = ROOMS[name]!
  if (target.startsWith('.')) {
    const path = posix.join(posix.dirname(from), target)
    return mayEnter(name, room, path, typeOnly) ? undefined : `${name} may not import ${path}`
  }
  if (target.startsWith('node:')) return room.node ? undefined : `${name} may not import ${target}`
  return room.packages.some(
    (allowed) => allowed === '*' || target === allowed || target.startsWith(`${allowed}/`),
  )
    ? undefined
    : `${name} may not import package ${target}`
}

function mayEnter(name: string, room: Room, path: string, typeOnly: boolean): boolean {
  const inside = path.replace(/^src\//, '')
  const within = (folder: string): boolean => inside === folder || inside.startsWith(`${folder}/`)
  if (room.rooms.includes('*')) return path.startsWith('src/')
  if (roomOf(path) === name) return true
  // A room with a line of its own is entered only through that line, even when it lies inside another.
  return room.rooms.some((allowed) => {
    const door = allowed.replace(/^type /, '')
    return within(door) && (typeOnly || door === allowed)
  })
}

if (import.meta.main) main(layers)
