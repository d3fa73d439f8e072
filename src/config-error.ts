/** What is said of a setting that keeps the server from starting: which, why, and what to do. */
import { SETTING_PREFIX } from './settings.ts'

/** A setting by its name without the prefix. */
export type Get = (name: string) => string | undefined

/** A setting that keeps the server from starting. */
export class ConfigError extends Error {
  readonly variable: string
  readonly fix: string

  constructor(variable: string, cause: string, fix: string) {
    super(`${variable}: ${cause}`)
    this.name = 'ConfigError'
    this.variable = variable
    this.fix = fix
  }
}

/** @throws ConfigError */
export function refuse(name: string, cause: string, fix: string): never {
  throw new ConfigError(SETTING_PREFIX + name, cause, fix)
}
