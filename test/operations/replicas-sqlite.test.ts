import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { replicas } from './replicas.ts'

describe('two processes on one SQLite file', () => {
  replicas(async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-replicas-'))
    return { options: { dataDirectory }, leave: async () => rmSync(dataDirectory, { recursive: true }) }
  })
})
