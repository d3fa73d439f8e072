/** What Node is given by `npm start`, for every process in which a benchmark runs the server. */
import { readFileSync } from 'node:fs'

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly scripts: { readonly start: string }
}

export const START_FLAGS = scripts.start.split(' ').filter((word) => word.startsWith('--'))
