/** Settings for commands on the server's own machine: options win over the environment, which wins over the file. */
import { Option } from 'commander'
import { type Config, readConfig } from '../../config.ts'
import { ConfigError } from '../../config-error.ts'
import { SETTING_PREFIX, SETTINGS } from '../../settings.ts'
import { databaseAddresses } from '../../store/postgres-hosts.ts'
import type { Typed } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Terminal } from '../terminal.ts'

const FILE = new Option('--config <file>', 'settings as KEY=VALUE lines; the environment wins over it')

/** Options that stand for settings. */
const BY_OPTION: readonly (readonly [variable: string, option: Option])[] = [
  [
    'COMPARTMENT_DATA',
    new Option('--data <directory>', 'where the embedded store and its keys lie (./.compartment)'),
  ],
  ['COMPARTMENT_HOST', new Option('--host <address>', 'the address to listen on (127.0.0.1)')],
  ['COMPARTMENT_PORT', new Option('--port <port>', 'the port of API and console (4100)')],
  ['COMPARTMENT_METRICS_PORT', new Option('--metrics-port <port>', 'the port of the metrics (4102)')],
  [
    'COMPARTMENT_PUBLIC_URL',
    new Option('--public-url <url>', 'the address that people use; links are made of it'),
  ],
]

export const SETTING_OPTIONS: readonly Option[] = [...BY_OPTION.map(([, option]) => option), FILE]

/** Of commands that work on the store and serve nothing. */
export const STORE_OPTIONS: readonly Option[] = [BY_OPTION[0]![1], FILE]

/** For the help of `serve`: what the environment and the settings file can say. */
export const SETTINGS_HELP = [
  '',
  'Settings, in the environment or as lines of the file:',
  ...SETTINGS.flatMap(({ name, meaning, without }) => {
    const told = [`  ${SETTING_PREFIX}${name}`, `      ${meaning}`]
    return without === '' ? told : told.concat(`      without it: ${without}`)
  }),
  '',
].join('\n')

export function configOf({ env }: Terminal, { options }: Typed): Config {
  const typed = BY_OPTION.flatMap(([variable, option]) => {
    const value = options[option.attributeName()]
    return typeof value === 'string' ? [[variable, value] as const] : []
  })
  const file = options['config']
  try {
    return readConfig({ ...env, ...Object.fromEntries(typed) }, typeof file === 'string' ? { file } : {})
  } catch (error) {
    if (error instanceof ConfigError) throw new Failure(error.message, { next: error.fix })
    throw error
  }
}

/** Where the data lies, in words; a database's address can hold a password. */
export function dataPlace({ store }: Config): string {
  if ('dataDirectory' in store) return store.dataDirectory
  const addresses = databaseAddresses(store.databaseUrl) ?? []
  return `PostgreSQL at ${[...new Set(addresses.map((address) => new URL(address).host))].join(', ')}`
}
