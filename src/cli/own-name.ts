/** What this program says of itself to a server, and so to whoever looks at their sessions there. */
import type { Terminal } from './terminal.ts'

export const CLIENT = 'compartment command line'

/** Headers of every request. */
export function ownHeaders({ machine }: Pick<Terminal, 'machine'>): { 'user-agent': string } {
  const name = machine.replaceAll(/[^\w.-]/g, '').slice(0, 50)
  return { 'user-agent': name === '' ? CLIENT : `${CLIENT} on ${name}` }
}
