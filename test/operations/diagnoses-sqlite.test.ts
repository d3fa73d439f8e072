import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { diagnosisKeepingPromises } from './diagnoses.ts'

const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-diagnoses-'))
afterAll(() => rmSync(dataDirectory, { recursive: true }))

diagnosisKeepingPromises(async () => ({ dataDirectory }))
