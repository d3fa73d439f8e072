import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { passwordPromises } from './passwords.ts'

const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-passwords-'))
afterAll(() => rmSync(dataDirectory, { recursive: true }))

passwordPromises(() => ({ dataDirectory }))
