import { openDoor } from './door-stub.ts'
import { createLog } from '../../src/http/log.ts'
import { createServer } from 'node:http'
import { createHash } from 'node:crypto'
const known = new Map()
const decision = { allowed: true, code: 'ALLOWED', permission: 'deployment.create', scope: { type: 'environment', project: 'billing', environment: 'production' }, principal: 'usr_01hzzzzzzzzzzzzzzzzzzzzzzz', revision: 'acme@42' } as const
const door = await openDoor({ checkAccess: async (i) => ({ answer: { ...decision, permission: i.body.permission }, revision: 'acme@42' }) }, {
  log: createLog('info'),
  authenticate: async (token) => { const h = createHash('sha256').update(token).digest('hex'); known.set(h, { account: 'usr_1', type: 'user', method: 'password' }); return known.get(h) },
}, (app, answers) => {
  const text = JSON.stringify(decision)
  app.post('/constant', { config: { access: { public: 'bench' } } }, (_q, reply) => { answers.send(reply, { status: 200, body: text, headers: { 'content-type': 'application/json; charset=utf-8', 'compartment-revision': 'acme@42' } }) })
  app.post('/plain', { config: { access: { public: 'bench' } } }, (_q, reply) => { reply.header('content-type','application/json').send(text) })
})
const bare = createServer((req, res) => { req.on('data', () => {}); req.on('end', () => { const t = JSON.stringify(decision); res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(t) }); res.end(t) }) })
bare.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: door.url, bare: (bare.address() as {port:number}).port })))
