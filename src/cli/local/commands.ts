/**
 * Commands that work on this machine instead of asking a server. What they need (the store, the server) is loaded
 * when they run, so that every other command starts without it.
 */
import { Argument, Option } from 'commander'
import { declare, type Program } from '../command.ts'
import { SETTING_OPTIONS, SETTINGS_HELP, STORE_OPTIONS } from './settings.ts'

export function localCommands(program: Program): void {
  declare(program, {
    path: 'serve',
    summary: 'Run the server: API, console and metrics.',
    options: SETTING_OPTIONS,
    examples: [
      'serve',
      'serve --port 8080 --data /var/lib/compartment',
      'serve --config /etc/compartment.env',
    ],
    more: SETTINGS_HELP,
    run: async (context, typed) => (await import('./serve.ts')).serve(context, typed),
  })
  declare(program, {
    path: 'demo',
    summary: 'Run a server with the demo’s people, roles and projects, and sign this command line in to it.',
    options: SETTING_OPTIONS,
    examples: ['demo', 'demo --data /tmp/demo --port 4200'],
    run: async (context, typed) => (await import('./demo.ts')).demo(context, typed),
  })
  declare(program, {
    path: 'admin bootstrap',
    summary:
      'Create the first organization, a service token with admin, and the invitation of its first admin.',
    options: [
      new Option('--email <email>', 'the first admin’s address').makeOptionMandatory(),
      ...SETTING_OPTIONS,
    ],
    examples: ['admin bootstrap --email kim@acme.example --organization acme --output json'],
    run: async (context, typed) => {
      await (await import('./admin.ts')).bootstrapped(context, typed)
      return undefined
    },
  })
  declare(program, {
    path: 'admin recover',
    summary: 'Issue a link for an admin who can come in again, when nobody else can; it is audited.',
    options: [
      new Option('--email <email>', 'who is to be admin; without it the only admin that there is'),
      new Option('--enable-passwords', 'switch local passwords on, where single sign-on fails'),
      new Option('--reason <text>', 'why; it stands in the journal'),
      ...SETTING_OPTIONS,
    ],
    examples: [
      'admin recover --organization acme',
      'admin recover --organization acme --email kim@acme.example --reason "INC-42: nobody can sign in"',
    ],
    run: async (context, typed) => {
      await (await import('./admin.ts')).recovered(context, typed)
      return undefined
    },
  })
  backupCommands(program)
  replayCommand(program)
}

function replayCommand(program: Program): void {
  declare(program, {
    path: 'access replay',
    summary: 'Diagnose anew what a bundle holds, without a server, and say whether it comes out the same.',
    arguments: [new Argument('<file>', 'a bundle: access bundle … --save FILE')],
    examples: ['access replay case.json'],
    question: true,
    run: async (context, typed) =>
      (await import('./replay.ts')).replayed(context, String(typed.arguments[0])),
  })
}

const FILE = new Argument('<file>', 'the backup')

function backupCommands(program: Program): void {
  declare(program, {
    path: 'backup',
    summary: 'Write everything into one new file, beside a server that goes on working.',
    arguments: [FILE],
    options: [new Option('--with-keys', 'put the keys in too, sealed with a passphrase'), ...STORE_OPTIONS],
    examples: [
      'backup compartment.backup',
      'backup compartment.backup --with-keys --data /var/lib/compartment',
    ],
    run: async (context, typed) => {
      await (await import('./backup.ts')).backup(context, typed)
      return undefined
    },
  })
  declare(program, {
    path: 'restore',
    summary: 'Restore a backup into an empty place, on either database; everybody has to sign in again.',
    arguments: [FILE],
    options: [
      new Option('--keep-tokens', 'tokens of programs go on working, those too that were revoked since'),
      new Option('--keys-to <directory>', 'where the keys in the backup go (the data directory)'),
      ...STORE_OPTIONS,
    ],
    examples: ['restore compartment.backup --data /var/lib/compartment'],
    run: async (context, typed) => {
      await (await import('./restore.ts')).restore(context, typed)
      return undefined
    },
  })
}
