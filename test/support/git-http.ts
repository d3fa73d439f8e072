/** Repositories over HTTP, as git’s own CGI serves them; and the ways in which a host can be something else. */
import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type GitHttp = AsyncDisposable & {
  readonly url: string
  /** Paths that were asked for. */
  readonly asked: string[]
  /** Connections that are open now. */
  readonly open: () => number
}

/** @param elsewhere where `/moved` leads */
export async function serveRepositories(folder: string, elsewhere: string): Promise<GitHttp> {
  const asked: string[] = []
  let open = 0
  const server = createServer((request, response) => {
    const url = request.url ?? ''
    asked.push(url)
    if (url.startsWith('/private')) response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
    else if (url.startsWith('/moved'))
      response.writeHead(302, { location: `${elsewhere}${url.slice('/moved'.length)}` }).end()
    else if (url.startsWith('/endless')) endless(response)
    else if (!url.startsWith('/silent')) throughCgi(folder, request, response)
  })
  server.on('connection', (socket) => {
    open++
    socket.once('close', () => open--)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    open: () => open,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** One line of a repository’s references after the other, for ever. */
function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain' })
  const line = `${'0'.repeat(40)}\trefs/heads/${'x'.repeat(200)}\n`.repeat(100)
  const write = (): void => {
    while (!response.destroyed && response.write(line));
  }
  response.on('drain', write)
  write()
}

function throughCgi(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      PATH_INFO: pathname,
      QUERY_STRING: searchParams.toString(),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  request.pipe(child.stdin)
  const parts: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => void parts.push(part))
  child.once('close', () => {
    const whole = Buffer.concat(parts)
    const end = whole.indexOf('\r\n\r\n')
    const lines = whole.subarray(0, end).toString('latin1').split('\r\n')
    const headers = lines.map((line) => line.split(/:\s*/, 2) as [string, string])
    const status = headers.find(([name]) => name.toLowerCase() === 'status')?.[1] ?? '200'
    response.writeHead(Number.parseInt(status, 10), Object.fromEntries(headers))
    response.end(whole.subarray(end + 4))
  })
}
