import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { throttlePromises } from './throttle.ts'

const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-throttle-'))
afterAll(() => rmSync(dataDirectory, { recursive: true }))

throttlePromises(() => ({ dataDirectory }))
