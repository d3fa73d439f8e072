import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { denialPromises } from './denials.ts'

const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-denials-'))
afterAll(() => rmSync(dataDirectory, { recursive: true }))

denialPromises(async () => ({ dataDirectory }))
