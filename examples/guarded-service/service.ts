/**
 * A service that keeps reports of projects and asks Compartment who may do what with them. It decides nothing itself:
 * every route names a permission and a place, and what is not clearly allowed is refused.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Client, Refused } from 'compartment/client'

export type Setting = {
  readonly client: Client
  readonly organization: string
  /** Reports by project. */
  readonly reports: Map<string, string>
  /**
   * Who sends this request: e-mail or id. A real service asks its own session here, and never believes a header that
   * anybody can send.
   */
  readonly whoIs: (request: IncomingMessage) => string | undefined
}

type Reply = { readonly status: number; readonly body: unknown }

export function guardedService(setting: Setting): Server {
  return createServer((request, response) => {
    answer(setting, request).then(
      (reply) => send(response, reply),
      (error: unknown) => send(response, failed(error)),
    )
  })
}

async function answer(setting: Setting, request: IncomingMessage): Promise<Reply> {
  const principal = setting.whoIs(request)
  if (principal === undefined) return { status: 401, body: { error: 'please sign in' } }
  const [, first, project, ...rest] = new URL(request.url ?? '/', 'http://service').pathname.split('/')
  if (first !== 'reports' || rest.length > 0) return NOT_FOUND
  if (project === undefined && request.method === 'GET') return list(setting, principal)
  if (project === undefined) return NOT_FOUND
  if (request.method === 'GET') return show(setting, principal, project)
  if (request.method === 'DELETE') return remove(setting, principal, project)
  return NOT_FOUND
}

const NOT_FOUND: Reply = { status: 404, body: { error: 'there is nothing here' } }
const FORBIDDEN: Reply = { status: 403, body: { error: 'you may not do this' } }

/** One question for all of them: those that the person may read. */
async function list({ client, organization, reports }: Setting, principal: string): Promise<Reply> {
  const projects = [...reports.keys()]
  if (projects.length === 0) return { status: 200, body: [] }
  const checks = projects.map((scope) => ({ principal, permission: 'project.read', scope }))
  const { decisions } = await client.batchAccess({ organization, body: { checks } })
  return { status: 200, body: projects.filter((_, at) => decisions[at]?.allowed === true) }
}

async function show(setting: Setting, principal: string, project: string): Promise<Reply> {
  // Whoever may not read it is not told whether there is one.
  if (!(await may(setting, principal, 'project.read', project))) return NOT_FOUND
  const report = setting.reports.get(project)
  return report === undefined ? NOT_FOUND : { status: 200, body: { project, report } }
}

async function remove(setting: Setting, principal: string, project: string): Promise<Reply> {
  if (!(await may(setting, principal, 'project.read', project))) return NOT_FOUND
  if (!(await may(setting, principal, 'project.settings.write', project))) return FORBIDDEN
  return setting.reports.delete(project) ? { status: 200, body: { project, deleted: true } } : NOT_FOUND
}

async function may(
  { client, organization }: Setting,
  principal: string,
  permission: string,
  scope: string,
): Promise<boolean> {
  const { allowed } = await client.checkAccess({ organization, body: { principal, permission, scope } })
  return allowed
}

/** No answer is no permission. */
function failed(error: unknown): Reply {
  const why = error instanceof Refused ? error.problem.code : 'UNREACHABLE'
  return { status: 503, body: { error: `access cannot be decided right now (${why})` } }
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(`${JSON.stringify(body)}\n`)
}
