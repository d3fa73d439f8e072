/** Node’s own server with nothing around it: reads the body, and answers a constant with the two headers it takes. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CONSTANT } from './constant.ts'
import { listening } from './process.ts'

const length = String(Buffer.byteLength(CONSTANT))
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': length })
    response.end(CONSTANT)
  })
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  listening({ port, token: '' }, async () => server.closeAllConnections())
})
