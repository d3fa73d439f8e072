/** Mounts the pages. They are the same for everyone: what they do, they do through the API. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Answers } from '../answer.ts'
import type { Needs } from '../door.ts'
import { pageHeaders } from '../headers.ts'
import { activatePage, demoPage, setUpPage } from './entry.ts'
import { errorsPage } from './errors.ts'
import { homePage } from './home.ts'
import { PAGE_POLICY, type Page, page } from './layout.ts'

export function mountPages(app: FastifyInstance, { publicUrl }: Needs, answers: Answers): void {
  const headers = { ...pageHeaders(publicUrl, PAGE_POLICY), 'content-type': 'text/html; charset=utf-8' }
  const config = { access: { public: 'a page without anyone’s data; what it sends is judged by the API' } }
  const mount = (url: string, render: (hasToken: boolean) => Page): void => {
    app.get(url, { config }, (request: FastifyRequest, reply: FastifyReply) => {
      const { token } = request.query as { readonly token?: unknown }
      const body = page(render(typeof token === 'string' && token !== ''))
      answers.send(reply, { status: 200, body, headers })
    })
  }
  mount('/', () => ({ title: 'Compartment', content: homePage(publicUrl) }))
  mount('/docs/errors', () => ({ title: 'Error codes', content: errorsPage() }))
  mount('/setup', (has) => ({ title: 'Set up', content: setUpPage(publicUrl, has), script: has }))
  mount('/activate', (has) => ({ title: 'Invitation', content: activatePage(publicUrl, has), script: has }))
  mount('/demo', (has) => ({ title: 'Demo', content: demoPage(publicUrl, has), script: has }))
}
