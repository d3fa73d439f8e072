/** `login`, `logout`, `activate`, `whoami`: getting in and out. */
import { Argument, Option } from 'commander'
import { activationLink } from './activation-link.ts'
import { api } from './api-command.ts'
import { type Context, declare, type Program, type Typed } from './command.ts'
import { Connection } from './connection.ts'
import { deviceLogin } from './device-login.ts'
import { Failure, usage } from './failure.ts'
import { readRemotes, saveRemote } from './remotes.ts'
import { begun, newTarget, remember, who } from './signed-in.ts'
import { lines } from './view.ts'

const URL_OPTION = new Option('--url <url>', 'the server’s address; --remote names it')
const PASSWORD_STDIN = new Option('--password-stdin', 'read the password from standard input')

export function sessionCommands(program: Program): void {
  declare(program, {
    path: 'login',
    summary: 'Sign in through a browser; or here with a password, or with a token.',
    options: [
      new Option('--email <email>', 'sign in here with a password, as this address'),
      PASSWORD_STDIN,
      new Option('--token <token>', 'use this token instead; `-` reads it from standard input').conflicts([
        'email',
        'open',
      ]),
      new Option('--open', 'open the page in a browser on this machine').conflicts(['email']),
      URL_OPTION,
    ],
    examples: [
      'login',
      'login --open',
      'login --url https://access.example.com --remote work',
      'login --email kim@acme.example --password-stdin < password.txt',
    ],
    run: async (context, typed) => {
      await login(context, typed)
      return undefined
    },
  })
  declare(program, {
    path: 'activate',
    summary: 'Accept an invitation: set a password and be signed in.',
    arguments: [new Argument('<link>', 'the activation link, or its token')],
    options: [PASSWORD_STDIN, new Option('--name <name>', 'your name, as others see it'), URL_OPTION],
    examples: ['activate "https://access.example.com/activate?token=..."'],
    run: async (context, typed) => {
      await activate(context, typed)
      return undefined
    },
  })
  declare(program, {
    path: 'logout',
    summary: 'End this session and forget its token.',
    examples: ['logout'],
    run: logout,
  })
  api(program, { operation: 'whoAmI', examples: ['whoami'], view: who })
}

async function login(context: Context, { options }: Typed): Promise<void> {
  const { terminal } = context
  const target = newTarget(context, options['url'] as string | undefined)
  const token = options['token'] === '-' ? (await terminal.input()).trim() : options['token']
  if (typeof token === 'string') return remember(context, target, token)
  const fromInput = options['passwordStdin'] === true
  if (options['email'] === undefined && !fromInput)
    return deviceLogin(context, target, options['open'] === true)
  const email = (options['email'] as string | undefined) ?? (await asked(context, 'E-mail: ', '--email'))
  const password = await passwordOf(context, fromInput)
  const { organization } = context
  const session = await new Connection(terminal, target).ask('signIn', {
    body: { email, password, answer_as: 'token', ...(organization !== undefined && { organization }) },
  })
  return begun(context, target, session)
}

async function activate(context: Context, { arguments: [link], options }: Typed): Promise<void> {
  const { token, origin } = activationLink(String(link))
  const target = newTarget(context, (options['url'] as string | undefined) ?? origin)
  const connection = new Connection(context.terminal, target)
  const { asks } = await connection.ask('inspectLink', { body: { token } })
  if (asks === 'sign_in') {
    throw new Failure(
      'this account is in use already, without a password: accept it where you are signed in',
      {
        next: `compartment account invitation accept ${String(link)}`,
      },
    )
  }
  // A password that is chosen is typed twice; one's own is not.
  const again = asks === 'password' ? undefined : 'again'
  const password = await passwordOf(context, options['passwordStdin'] === true, again)
  const { name } = options
  const session = await connection.ask('activate', {
    body: { token, password, answer_as: 'token', ...(typeof name === 'string' && { name }) },
  })
  return begun(context, target, session)
}

async function passwordOf({ terminal }: Context, fromInput: boolean, again?: 'again'): Promise<string> {
  if (fromInput) return (await terminal.input()).replace(/\r?\n$/, '')
  if (!terminal.interactive)
    throw usage('there is no terminal to ask for the password', 'add --password-stdin')
  const password = await terminal.askHidden('Password: ')
  if (again && (await terminal.askHidden('The same again: ')) !== password)
    throw new Failure('the two are not the same')
  return password
}

async function asked({ terminal }: Context, question: string, option: string): Promise<string> {
  if (!terminal.interactive) throw usage(`there is no terminal to ask for what ${option} says`)
  return (await terminal.ask(question)).trim()
}

async function logout(context: Context): Promise<undefined> {
  const connection = context.connection()
  const { name, url, token, organization } = connection.target
  if (token === undefined) throw new Failure('you are not signed in', { next: 'compartment login' })
  const stored = name !== undefined && readRemotes(context.terminal.env).remotes.get(name)?.token === token
  // Forgotten first: whatever the server says, it is not used again from here.
  if (stored)
    saveRemote(context.terminal.env, name, { url, ...(organization !== undefined && { organization }) })
  const answer = await connection.ask('signOut', { body: {} })
  context.print(answer, () => lines(`Signed out of ${url}.`))
  if (!stored) context.say('the token came from COMPARTMENT_TOKEN: unset that')
  return undefined
}
