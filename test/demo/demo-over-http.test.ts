import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createClient } from '../../src/contract/client.ts'
import { seedDemo } from '../../src/demo/seed.ts'
import { createLog } from '../../src/http/log.ts'
import { issueDemoLink } from '../../src/operations/set-up/open-demo.ts'
import { startServer } from '../../src/server.ts'
import { configOf } from '../http/house.ts'
import { asText, questionsIn } from './seeded.ts'

it('the demo answers its questions over HTTP to Kim, who came in with the link', {
  timeout: 60_000,
}, async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-demo-'))
  const server = await startServer(configOf({ dataDirectory }), { log: createLog('silent'), linger: 0 })
  try {
    const { admin } = await seedDemo(server.deps)
    const link = new URL(await issueDemoLink(server.deps, admin.account)).searchParams.get('token')!
    const session = await createClient({ url: server.url }).openDemo({
      body: { token: link, answer_as: 'token' },
    })
    const kim = createClient({ url: server.url, token: session.token! })
    for (const organization of ['acme', 'acme-labs']) {
      for (const question of questionsIn(organization)) {
        const { who, permission, scope } = question
        const body = { principal: who, permission, scope }
        const { allowed, code } = await kim.checkAccess({ organization, body })
        expect(asText({ ...question, code: code as typeof question.code })).toBe(asText(question))
        expect(allowed).toBe(code === 'ALLOWED')
      }
    }
  } finally {
    await server.close()
    rmSync(dataDirectory, { recursive: true, force: true })
  }
})
