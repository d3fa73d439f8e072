/**
 * Commands that work on this machine instead of asking a server. What they need (the store, the server) is loaded
 * when they run, so that every other command starts without it.
 */
import { Option } from 'commander'
import { declare, type Program } from '../command.ts'
import { SETTING_OPTIONS } from './settings.ts'

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
}
