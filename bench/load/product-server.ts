/**
 * The product’s server on a store with W in it, as its own process, with somebody who may ask; beside its own routes a
 * constant answer, which goes through everything of the server but the question.
 */
import { randomBytes } from 'node:crypto'
import { readConfig } from '../../src/config.ts'
import { beginSession } from '../../src/operations/account/begin-session.ts'
import { startServer } from '../../src/server.ts'
import { createAccount } from '../../src/store/store.ts'
import { CONSTANT, CONSTANT_PATH } from './constant.ts'
import { foundOrganizations } from './found.ts'
import { listening } from './process.ts'

const [store, account, founded = '0'] = process.argv.slice(2) as [string, string, string?]
const environment = {
  ...(store.startsWith('postgres') ? { COMPARTMENT_DATABASE_URL: store } : { COMPARTMENT_DATA: store }),
  COMPARTMENT_SECRET_KEY: randomBytes(32).toString('base64'),
  COMPARTMENT_PORT: '0',
  COMPARTMENT_METRICS_PORT: '0',
  COMPARTMENT_LOG_LEVEL: 'silent',
}
const server = await startServer(readConfig(environment), {
  linger: 0,
  extend: (app, answers) => {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'compartment-revision': 'acme@1' }
    app.route({
      method: 'POST',
      url: CONSTANT_PATH,
      config: { access: { public: 'a constant, for measuring' }, operation: 'constant' },
      handler: (_request, reply) => answers.send(reply, { status: 200, body: CONSTANT, headers }),
    })
  },
})
const { deps } = server
await foundOrganizations(deps, account, 0, Number(founded))
const email = 'bench@example.com'
const now = deps.clock()
const session = beginSession(deps, {
  account: { id: account, email },
  epoch: 0,
  method: 'setup',
  settings: [],
  address: '',
  now,
})
const known = await deps.store.first(
  deps.store.build.from.selectFrom('accounts').select('id').where('id', '=', account),
)
const person = { id: account, email, emailDisplay: email, name: 'Bench', type: 'user', epoch: 0 } as const
const { outcome } = await deps.store.write([
  ...(known === undefined ? createAccount(deps.store.build, { ...person, createdAt: now }) : []),
  ...session.writes,
])
if (outcome !== 'committed') throw new Error(`no session: ${outcome}`)
listening({ port: Number(new URL(server.url).port), token: session.token }, server.close)
