/** Who sends a request is asked again when its body has arrived: its sender decides how long that takes. */
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { createClient } from '../../src/contract/client.ts'
import { admit, openHouse } from './house.ts'

it('a session that ends while the body of its request arrives can change nothing', async () => {
  await using house = await openHouse()
  const { token } = await admit(house, 'bo@acme.example', 'admin')
  const body = JSON.stringify({ name: 'Late' })
  const head = [
    'POST /v1/organizations/acme/groups HTTP/1.1',
    'host: 127.0.0.1',
    `authorization: Bearer ${token}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    'connection: close',
  ]
  const socket = connect(Number(new URL(house.url).port), '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
  const ended = new Promise((resolve) => socket.once('close', resolve))
  socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 5)}`)
  // The head has been read by then: the server answers others in between.
  await house.admin.listGroups({ organization: 'acme' })
  await createClient({ url: house.url, token }).signOut({ body: {} })
  socket.write(body.slice(5))
  await ended
  expect(answer).toMatch(/^HTTP\/1\.1 401 /)
  const { items } = await house.admin.listGroups({ organization: 'acme' })
  expect(items).toEqual([])
})
