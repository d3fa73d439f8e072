/**
 * Mounts the console: its pages, its assets, and its own "not found" for whatever else a browser opens. Addresses of the
 * API never answer with a page, and opening a page never changes anything: what it does, it does through the API.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CONSOLE_PAGES } from '../../contract/console-pages.ts'
import type { Answers } from '../answer.ts'
import { cookieName } from '../cookies.ts'
import type { Needs } from '../door.ts'
import { pageHeaders } from '../headers.ts'
import type { Asset, ConsoleFiles } from './files.ts'
import { consolePage } from './page.ts'

const PUBLIC_PAGE = {
  access: { public: 'a page without anyone’s data; what it asks for is judged by the API' },
}
const PUBLIC_ASSET = {
  access: { public: 'the console’s own scripts, styles and fonts, the same for everyone' },
}

/** Its name changes with its content. */
const FOR_EVER = 'public, max-age=31536000, immutable'

export function mountConsole(app: FastifyInstance, needs: Needs, answers: Answers): void {
  const { console: files } = needs
  if (files === undefined) return
  const send = pageSender(needs, files, answers)
  for (const { path } of Object.values(CONSOLE_PAGES)) {
    app.get(path.replaceAll(/\{(\w+)\}/g, ':$1'), { config: PUBLIC_PAGE }, (request, reply) =>
      send(request, reply, 200),
    )
  }
  for (const [path, asset] of files.assets) {
    app.get(path, { config: PUBLIC_ASSET }, (request, reply) => sendAsset(request, reply, asset, needs))
  }
}

/** Where only programs ask; they get a problem document even when a browser asks. */
const NO_PAGES = /^\/(?:v1|access|ofrep|scim|assets|\.well-known|openapi\.json|healthz|readyz)(?:\/|$)/

/** For an address that nothing is mounted at. @returns whether it was answered */
export function consoleNotFound(
  needs: Needs,
  answers: Answers,
): (request: FastifyRequest, reply: FastifyReply) => boolean {
  const { console: files } = needs
  if (files === undefined) return () => false
  const send = pageSender(needs, files, answers)
  return (request, reply) => {
    const [path = ''] = request.url.split('?', 1)
    const reads = request.method === 'GET' || request.method === 'HEAD'
    const wantsPage = request.headers.accept?.includes('text/html') === true
    if (!reads || !wantsPage || NO_PAGES.test(path)) return false
    send(request, reply, 404)
    return true
  }
}

type Send = (request: FastifyRequest, reply: FastifyReply, status: number) => void

function pageSender({ publicUrl }: Needs, { page }: ConsoleFiles, answers: Answers): Send {
  const session = cookieName(publicUrl)
  return (request, reply, status) => {
    const { body, policy } = consolePage(page, request.headers.cookie ?? '', session)
    const headers = { ...pageHeaders(publicUrl, policy), 'content-type': 'text/html; charset=utf-8' }
    answers.send(reply, { status, body, headers })
  }
}

function sendAsset({ headers }: FastifyRequest, reply: FastifyReply, asset: Asset, needs: Needs): void {
  const { encoding, content } = accepted(headers['accept-encoding'], asset)
  void reply
    .headers({
      ...pageHeaders(needs.publicUrl, "default-src 'none'; frame-ancestors 'none'"),
      'content-type': asset.type,
      'cache-control': FOR_EVER,
      vary: 'accept-encoding',
      ...(encoding !== undefined && { 'content-encoding': encoding }),
    })
    .send(content)
}

type Accepted = { readonly encoding: 'br' | 'gzip' | undefined; readonly content: Buffer }

/** The smallest form that the browser says it takes. */
function accepted(header: string | string[] | undefined, { br, gzip, plain }: Asset): Accepted {
  const offers = String(header ?? '').split(',')
  const takes = (name: string): boolean =>
    offers.some((offer) => {
      const [offered = '', ...weights] = offer.toLowerCase().split(';')
      return offered.trim() === name && !weights.some((weight) => /^\s*q=0(?:\.0*)?\s*$/.test(weight))
    })
  if (br !== undefined && takes('br')) return { encoding: 'br', content: br }
  if (gzip !== undefined && takes('gzip')) return { encoding: 'gzip', content: gzip }
  return { encoding: undefined, content: plain }
}
