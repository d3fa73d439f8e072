/**
 * A server in a process of its own, to be stopped, stalled or killed. Its argument is its configuration as JSON, with
 * the secret key in hexadecimal; it says once where it listens, and stops when it is asked to.
 */
import { createLog } from '../../src/http/log.ts'
import { startServer } from '../../src/server.ts'
import type { Said, Told } from './replica.ts'

const { secretKey, ...config } = JSON.parse(process.argv[2]!) as Told
const log = createLog(config.logLevel, process.stderr)
const server = await startServer({ ...config, secretKey: Buffer.from(secretKey, 'hex') }, { log, linger: 0 })
const said: Said = { url: server.url, setupLink: server.setupLink }
process.stdout.write(`${JSON.stringify(said)}\n`)
process.once('SIGTERM', () => void server.close())
