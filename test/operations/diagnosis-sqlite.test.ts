import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { diagnosisPromises } from './diagnosis.ts'

const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-diagnosis-'))
afterAll(() => rmSync(dataDirectory, { recursive: true }))

diagnosisPromises(() => ({ dataDirectory }))
