/** `login`, `logout`, `activate`, `whoami`: getting in and out. */
import { Argument, Option } from 'commander'
import { api } from './api-command.ts'
import { type Context, declare, type Program, type Typed } from './command.ts'
import { Connection } from './connection.ts'
import { Failure, usage } from './failure.ts'
import { readRemotes, saveRemote } from './remotes.ts'
import { begun, newTarget, remember, who } from './signed-in.ts'
import { lines } from './view.ts'

const URL_OPTION = new Option('--url <url>', 'the server’s address; --remote names it')
const PASSWORD_STDIN = new Option('--password-stdin', 'read the password from standard input')

export function sessionCommands(program: Program): void {
  declare(program, {
    path: 'login',
    summary: 'Sign in with e-mail and password, or with a token.',
    options: [
      new Option('--email <email>', 'who signs in; asked for at a terminal'),
      PASSWORD_STDIN,
      new Option('--token <token>', 'use this token instead; `-` reads it from standard input').conflicts([
        'email',
      ]),
      URL_OPTION,
    ],
    examples: [
      'login',
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
  const email = (options['email'] as string | undefined) ?? (await asked(context, 'E-mail: ', '--email'))
  const password = await passwordOf(context, options['passwordStdin'] === true)
  const { organization } = context
  const session = await new Connection(terminal, target).ask('signIn', {
    body: { email, password, answer_as: 'token', ...(organization !== undefined && { organization }) },
  })
  return begun(context, target, session)
}

async function activate(context: Context, { arguments: [link], options }: Typed): Promise<void> {
  const text = String(link)
  const isLink = URL.canParse(text)
  const url = (options['url'] as string | undefined) ?? (isLink ? new URL(text).origin : undefined)
  const token = isLink ? new URL(text).searchParams.get('token') : text
  if (!token) throw usage('this link has no token in it', 'paste the whole line after `Activation URL:`')
  const target = newTarget(context, url)
  const password = await passwordOf(context, options['passwordStdin'] === true, 'again')
  const { name } = options
  const session = await new Connection(context.terminal, target).ask('activate', {
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
