/**
 * Node’s own server with nothing around it: reads the body, and answers a constant with the two headers it takes. A list it
 * parses, and answers each entry with the same.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CONSTANT, LIST_PATH } from './constant.ts'
import { listening } from './process.ts'

const server = createServer((request, response) => {
  if (request.url === LIST_PATH) answerList(request, response)
  else request.resume().on('end', () => answer(response, CONSTANT))
})

function answerList(request: IncomingMessage, response: ServerResponse): void {
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    const { checks } = JSON.parse(Buffer.concat(pieces).toString()) as { readonly checks: readonly unknown[] }
    answer(response, JSON.stringify({ decisions: checks.map(() => ({ allowed: true, code: 'ALLOWED' })) }))
  })
}

function answer(response: ServerResponse, body: string): void {
  const length = Buffer.byteLength(body)
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': length })
  response.end(body)
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  listening({ port, token: '' }, async () => server.closeAllConnections())
})
