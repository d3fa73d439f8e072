import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { remedyPromises } from './remedies.ts'

const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-remedies-'))
afterAll(() => rmSync(dataDirectory, { recursive: true }))

remedyPromises(() => ({ dataDirectory }))
