/** `admin …`: what is done on the server's own machine, where whoever can read the data needs no other proof. */

import type { Config } from '../../config.ts'
import { assemble } from '../../operations/deps.ts'
import { bootstrap } from '../../operations/set-up/bootstrap.ts'
import { recover } from '../../operations/set-up/recover.ts'
import { openStore } from '../../store/store.ts'
import type { Context, Typed } from '../command.ts'
import { shortInstant } from '../duration.ts'
import { usage } from '../failure.ts'
import { facts } from '../view.ts'
import { locally } from './faults.ts'
import { configOf } from './settings.ts'

type Deps = ReturnType<typeof assemble>

export async function bootstrapped(context: Context, typed: Typed): Promise<void> {
  const { organization } = context
  if (organization === undefined) throw usage('required option `--organization <name>` not specified')
  const config = configOf(context.terminal, typed)
  const email = String(typed.options['email'])
  const answer = await locally(() =>
    withDeps(context, config, (deps) => bootstrap(deps, { email, organization })),
  )
  context.print(answer, (shown) =>
    facts(
      ['Organization', shown.organization],
      ['API URL', shown.api_url],
      ['Activation URL', shown.activation_url],
      ['Token', shown.token],
    ),
  )
}

export async function recovered(context: Context, typed: Typed): Promise<void> {
  const { organization } = context
  if (organization === undefined) throw usage('required option `--organization <name>` not specified')
  const config = configOf(context.terminal, typed)
  const { email, reason, enablePasswords } = typed.options
  const answer = await locally(() =>
    withDeps(context, config, (deps) =>
      recover(deps, {
        organization,
        ...(typeof email === 'string' && { email }),
        ...(typeof reason === 'string' && { reason }),
        enablePasswords: enablePasswords === true,
      }),
    ),
  )
  context.print(answer, (shown) =>
    facts(
      ['Organization', shown.organization],
      ['Admin', shown.email],
      [shown.purpose === 'reset' ? 'Reset URL' : 'Activation URL', shown.url],
      ['Expires', shortInstant(shown.expires_at)],
      ['Recorded', ['admin.recovered', ...shown.changes].join(', ')],
    ),
  )
}

/** The store beside a running server: it follows what is written here. */
async function withDeps<T>(context: Context, config: Config, work: (deps: Deps) => Promise<T>): Promise<T> {
  const store = await openStore(config.store)
  try {
    return await work(
      assemble({
        store,
        clock: () => context.terminal.now().getTime(),
        secretKey: config.secretKey,
        publicUrl: config.publicUrl ?? `http://${config.host}:${config.port}`,
        logger: quiet(context),
      }),
    )
  } finally {
    await store.close()
  }
}

function quiet({ say }: Context): Deps['logger'] {
  const told = (_facts: object, message: string): void => say(message)
  return { info: () => undefined, warn: told, error: told }
}
