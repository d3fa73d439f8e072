/**
 * The table of operations as a browser needs it: name, method and path. The shapes judge what comes in at the server;
 * the console is typed by them and does not carry them, which is a third of what it would load.
 */
import type { Plugin } from 'vite'
import type { Operation } from '../contract/operation.ts'
import { OPERATIONS } from '../contract/table.ts'

const TABLE = /\/contract\/table\.ts$/

export function slimTable(): Plugin {
  return {
    name: 'compartment:slim-table',
    enforce: 'pre',
    load: (id) => (TABLE.test(id) ? `export const OPERATIONS = ${JSON.stringify(slim())}` : undefined),
  }
}

/** A body is told by its presence alone: see `contract/client.ts`. */
function slim(): Record<string, unknown> {
  const operations = Object.entries<Operation>(OPERATIONS as unknown as Record<string, Operation>)
  return Object.fromEntries(
    operations.map(([key, { name, method, path, body }]) => [
      key,
      { name, method, path, ...(body !== undefined && { body: true }) },
    ]),
  )
}
