/** `demo`: a server with something in it, and a command line that is signed in to it. */
import { createClient } from '../../contract/client.ts'
import { who } from '../../core/index.ts'
import { issueDemoLink } from '../../operations/set-up/open-demo.ts'
import { isSetUp } from '../../operations/set-up/set-up-state.ts'
import { installFact, setInstallFact } from '../../store/store.ts'
import type { Context, Typed } from '../command.ts'
import { EXIT, type Exit, Failure } from '../failure.ts'
import { ownHeaders } from '../own-name.ts'
import { saveRemote } from '../remotes.ts'
import { facts } from '../view.ts'
import { locally } from './faults.ts'
import { type Running, start, untilStopped } from './start.ts'

type Deps = Running['server']['deps']

const ORGANIZATION = 'acme'
const ELSEWHERE = 'give it a place of its own: compartment demo --data ./demo'
const TRY = [
  'npx compartment access explain alex@acme.example deployment.read --at billing/production',
  'npx compartment access who deployment.create --at billing/production',
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
  await ensureSeeded(context, deps)
  const living = await deps.organizations.named(ORGANIZATION)
  const now = deps.clock()
  const admin = living && who(living.snapshot, 'organization.role.manage', 'organization', now).find(isPerson)
  if (admin === undefined)
    throw new Failure(`nobody is an admin of \`${ORGANIZATION}\` any more`, { next: ELSEWHERE })
  await signIn(context, deps, await issueDemoLink(deps, admin.principal))
  return issueDemoLink(deps, admin.principal)
}

/** The mark that it is a demo: nobody is signed in to anything else without a password. */
const FACT = 'demo'
const MADE = 'made'

async function ensureSeeded({ say }: Context, deps: Deps): Promise<void> {
  const { store } = deps
  const mark = await installFact(store, FACT)
  if (mark === MADE) return
  if (mark !== undefined) {
    throw new Failure('the demo was interrupted while it was being made', {
      next: `remove its data, or ${ELSEWHERE}`,
    })
  }
  if (await isSetUp(deps)) {
    throw new Failure('there is an installation here already, and it is not a demo', { next: ELSEWHERE })
  }
  say('Making the demo: four months of a company’s work, in a few seconds …')
  const { seedDemo } = await import('../../demo/seed.ts')
  await store.write(setInstallFact(store.build, FACT, 'being made'))
  await seedDemo(deps)
  await store.write(setInstallFact(store.build, FACT, MADE))
}

function isPerson({ type }: { readonly type: string }): boolean {
  return type === 'user'
}

/** This command line gets a link of its own, over the door that everyone uses. */
async function signIn({ terminal }: Context, { publicUrl: url }: Deps, link: string): Promise<void> {
  const token = new URL(link).searchParams.get('token')!
  const client = createClient({ url, fetch: terminal.fetch, headers: ownHeaders(terminal) })
  const session = await client.openDemo({ body: { token, answer_as: 'token' } })
  saveRemote(terminal.env, 'demo', { url, token: session.token!, organization: ORGANIZATION })
}
