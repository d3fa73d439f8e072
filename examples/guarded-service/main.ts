/** Starts the example: `node examples/guarded-service/main.ts`. */
import { createClient } from 'compartment/client'
import { guardedService } from './service.ts'

const {
  COMPARTMENT_API_URL: url = 'http://127.0.0.1:4100',
  COMPARTMENT_TOKEN: token,
  COMPARTMENT_ORGANIZATION: organization = 'acme',
  PORT = '4200',
} = process.env

if (token === undefined) throw new Error('set COMPARTMENT_TOKEN to the service’s token')

const service = guardedService({
  client: createClient({ url, token, timeout: 2000 }),
  organization,
  reports: new Map([
    ['billing', 'Invoices are up to date.'],
    ['website', 'Nobody has looked yet.'],
  ]),
  // For the example alone: anybody can send this header.
  whoIs: ({ headers }) => (typeof headers['x-user'] === 'string' ? headers['x-user'] : undefined),
})
service.listen(Number(PORT), '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${PORT}/reports\n`))
