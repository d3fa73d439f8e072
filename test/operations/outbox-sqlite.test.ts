import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { outboxPromises } from './outbox.ts'

const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-outbox-'))
afterAll(() => rmSync(dataDirectory, { recursive: true }))

outboxPromises(() => ({ dataDirectory }))
