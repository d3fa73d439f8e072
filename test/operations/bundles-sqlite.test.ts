import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { bundlePromises } from './bundles.ts'

const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-bundles-'))
afterAll(() => rmSync(dataDirectory, { recursive: true }))

bundlePromises(async () => ({ dataDirectory }))
