/**
 * Two organizations on one server, each with one of every kind of people: what an attacker finds. Requests go over HTTP as
 * an attacker sends them; nothing is parsed or corrected on the way. Each attack shows beside the refusal that the same
 * request works for whoever may send it, or that what it aims at is there: so none of them passes by missing its aim.
 */
import { createLog } from '../../src/http/log.ts'
import { bootstrap } from '../../src/operations/set-up/bootstrap.ts'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { configOf } from '../http/house.ts'
import { madeUpConsole } from '../support/made-up-console.ts'
import { type Camp, camp, newAccount, type Person, personOf } from './camp.ts'
import { type Answer, PASSWORD, type Sent, send, tokenIn } from './message.ts'

export type Options = {
  readonly store?: object
  readonly config?: object
  readonly log?: (line: string) => void
}

export class Siege implements AsyncDisposable {
  readonly server: RunningServer
  /** A program's token, admin of `acme`. */
  readonly program: string
  #ahead: { milliseconds: number }
  a!: Camp
  b!: Camp

  private constructor(server: RunningServer, program: string, ahead: { milliseconds: number }) {
    this.server = server
    this.program = program
    this.#ahead = ahead
  }

  static async lay({ store, config, log }: Options = {}): Promise<Siege> {
    const ahead = { milliseconds: 0 }
    const server = await open({ ...(store !== undefined && { store }), ...config }, ahead, log)
    const { deps } = server
    const made = await bootstrap(deps, { email: 'ada@acme.test', organization: 'acme' })
    const siege = new Siege(server, made.token, ahead)
    const body = { token: tokenIn(made.activation_url), password: PASSWORD, answer_as: 'token' }
    const ada = await siege.send('POST', '/v1/activate', { body })
    siege.a = await camp(siege, 'acme', { ...ada.body.user, token: ada.body.token })
    const ben = await newAccount(siege, 'ben@beta.test')
    await createOrganization(deps, { name: 'beta', admins: [{ account: ben, isNew: true }] })
    siege.b = await camp(siege, 'beta', await personOf(siege, ben))
    return siege
  }

  /** A second server on the same store. */
  async beside(store: object): Promise<RunningServer> {
    return open({ store, secretKey: this.server.deps.secretKey }, this.#ahead)
  }

  /** Time passes. */
  later(milliseconds: number): void {
    this.#ahead.milliseconds += milliseconds
  }

  async send(method: string, path: string, sent: Sent = {}): Promise<Answer> {
    return send(this.server.url, method, path, sent)
  }

  /** In an organization. */
  async at(organization: string, method: string, path: string, sent: Sent = {}): Promise<Answer> {
    return this.send(method, `/v1/organizations/${organization}${path}`, sent)
  }

  /** In `acme`. */
  async ask(who: Pick<Person, 'token'>, method: string, path: string, body?: unknown): Promise<Answer> {
    return this.at('acme', method, path, { as: who.token, ...(body !== undefined && { body }) })
  }

  async signIn(email: unknown, password: unknown = PASSWORD, headers = {}): Promise<Answer> {
    return this.send('POST', '/v1/sign-in', { body: { email, password, answer_as: 'token' }, headers })
  }

  async accept(link: string, more: object = {}, sent: Sent = {}): Promise<Answer> {
    const body = { token: link, password: PASSWORD, answer_as: 'token', ...more }
    return this.send('POST', '/v1/activate', { body, ...sent })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.close()
  }
}

function open(more: object, ahead: { milliseconds: number }, log?: (line: string) => void) {
  const config = { ...configOf({ memory: true }), ...more }
  const logger = log === undefined ? createLog('silent') : createLog('debug', { write: log })
  return startServer(config, {
    log: logger,
    linger: 0,
    console: madeUpConsole,
    clock: () => Date.now() + ahead.milliseconds,
  })
}
