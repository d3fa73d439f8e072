/** An abandoned idempotency key is taken over only where its change carries the mark, and `perform` alone writes that. */
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import type { Operation } from '../../src/contract/operation.ts'
import { OPERATIONS } from '../../src/contract/table.ts'
import { UNMARKED } from '../../src/http/idempotency.ts'

const USE_CASES = join(import.meta.dirname, '../../src/operations')
const files = new Map(globSync(`${USE_CASES}/**/*.ts`).map((file) => [basename(file, '.ts'), file]))

const changing = (Object.values(OPERATIONS) as unknown as Operation[]).filter(
  ({ name, writes = [], access }) => writes.length > 0 && !('public' in access) && !UNMARKED.has(name),
)

it.each(changing.map(({ name }) => name))(
  '%s makes its change through perform, and writes nothing beside it',
  (name) => {
    const file = files.get(name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
    const text = readFileSync(file!, 'utf8')
    expect(text).toContain('perform(')
    expect(text).not.toMatch(/store\.(write|commit)\(|commitInTurn\(/)
  },
)
