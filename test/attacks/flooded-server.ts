/** A server in a process of its own; says where it is on one line. */
import { readConfig } from '../../src/config.ts'
import { startServer } from '../../src/server.ts'

const { url, setupLink } = await startServer(readConfig(process.env), { linger: 0 })
process.stdout.write(`${JSON.stringify({ url, setupLink })}\n`)
