/** `demo`: a server with something in it, and a command line that is signed in to it. */
import { createClient } from '../../contract/client.ts'
import { who } from '../../core/index.ts'
import { issueDemoLink } from '../../operations/set-up/open-demo.ts'
import type { Context, Typed } from '../command.ts'
import { EXIT, type Exit, Failure } from '../failure.ts'
import { saveRemote } from '../remotes.ts'
import { facts } from '../view.ts'
import { locally } from './faults.ts'
import { type Running, start, untilStopped } from './start.ts'

type Deps = Running['server']['deps']

const ORGANIZATION = 'acme'
const TRY = [
  'npx compartment access explain alex@acme.example deployment.create --at billing/production',
  'npx compartment user list',
  'npx compartment role grant alex@acme.example viewer --dry-run',
]

export async function demo(context: Context, typed: Typed): Promise<Exit> {
  const running = await start(context, typed)
  const { server, data } = running
  try {
    const link = await locally(() => prepare(context, server.deps))
    context.print({ url: server.url, data, sign_in_url: link }, (shown) =>
      facts(['Compartment', shown.url], ['Data', shown.data], ['Sign in', shown.sign_in_url]),
    )
    context.say(
      `The link signs a browser in as an admin of ${ORGANIZATION}, once. This command line is signed in too (remote demo).`,
      'Try, in another terminal:',
      ...TRY.map((line) => `  ${line}`),
      'Stop with Ctrl-C.',
    )
  } catch (error) {
    await server.close()
    throw error
  }
  await untilStopped(running)
  return EXIT.done
}

/** @returns the link for a browser */
async function prepare(context: Context, deps: Deps): Promise<string> {
  if ((await deps.organizations.named(ORGANIZATION)) === undefined) await (await seed())(deps)
  const living = await deps.organizations.named(ORGANIZATION)
  const now = deps.clock()
  const admin = living && who(living.snapshot, 'organization.role.manage', 'organization', now).find(isPerson)
  if (admin === undefined) {
    throw new Failure(`there is no admin of \`${ORGANIZATION}\` in this store`, {
      next: 'compartment demo --data /tmp/demo',
    })
  }
  await signIn(context, deps, await issueDemoLink(deps, admin.principal))
  return issueDemoLink(deps, admin.principal)
}

/** Loaded by name: a packaged server may leave the demo's data out. */
async function seed(): Promise<(deps: Deps) => Promise<unknown>> {
  try {
    const found: unknown = await import(new URL('../../demo/seed-demo.ts', import.meta.url).href)
    return (found as { seedDemo: (deps: Deps) => Promise<unknown> }).seedDemo
  } catch (error) {
    throw new Failure('the demo’s data is not part of this installation', {
      details: [(error as Error).message],
    })
  }
}

function isPerson({ type }: { readonly type: string }): boolean {
  return type === 'user'
}

/** This command line gets a link of its own, over the door that everyone uses. */
async function signIn({ terminal }: Context, { publicUrl: url }: Deps, link: string): Promise<void> {
  const token = new URL(link).searchParams.get('token')!
  const client = createClient({ url, fetch: terminal.fetch })
  const session = await client.openDemo({ body: { token, answer_as: 'token' } } as never)
  saveRemote(terminal.env, 'demo', { url, token: session.token!, organization: ORGANIZATION })
}
