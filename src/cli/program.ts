/** The program: every noun, the options that all have, and how a run becomes an exit code. */
import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { accessCommands } from './access.ts'
import { accessReviewCommands } from './access-review.ts'
import { accountAccessCommands } from './account-access.ts'
import { accountInvitationCommands } from './account-invitation.ts'
import { assignmentCommands } from './assignment.ts'
import { auditCommands } from './audit.ts'
import { catalogueCommands } from './catalogue.ts'
import { type Program, withGlobalOptions } from './command.ts'
import { completionCommands } from './completion.ts'
import { diagnoseCommands } from './diagnose.ts'
import { diagnosisCommands } from './diagnosis.ts'
import { environmentCommands } from './environment.ts'
import { expectationCommands } from './expectation.ts'
import { EXIT, type Exit } from './failure.ts'
import { featureCommands } from './feature.ts'
import { groupCommands } from './group.ts'
import { invitationCommands } from './invitation.ts'
import { localCommands } from './local/commands.ts'
import { BEGIN, describeNouns } from './nouns.ts'
import { organizationCommands } from './org.ts'
import { permissionCommands } from './permission.ts'
import { projectCommands } from './project.ts'
import { remoteCommands } from './remote.ts'
import { report } from './report.ts'
import { roleCommands } from './role.ts'
import { sessionCommands } from './session.ts'
import { sessionListCommands } from './sessions.ts'
import { sourceCommands } from './source.ts'
import { ssoCommands } from './sso.ts'
import type { Terminal } from './terminal.ts'
import { tokenCommands } from './token.ts'
import { userCommands } from './user.ts'

const NOUNS: readonly ((program: Program) => void)[] = [
  accessCommands,
  accessReviewCommands,
  diagnoseCommands,
  diagnosisCommands,
  userCommands,
  invitationCommands,
  accountAccessCommands,
  accountInvitationCommands,
  roleCommands,
  permissionCommands,
  groupCommands,
  assignmentCommands,
  projectCommands,
  environmentCommands,
  organizationCommands,
  featureCommands,
  expectationCommands,
  catalogueCommands,
  sourceCommands,
  ssoCommands,
  auditCommands,
  sessionCommands,
  sessionListCommands,
  tokenCommands,
  remoteCommands,
  localCommands,
  completionCommands,
]

export function programFor(terminal: Terminal, argv: readonly string[]): Program {
  const root = new Command('compartment')
    .description('Decides who can do what where, and, when someone cannot, says why and what fixes it.')
    .version(version(), '--version', 'print the version')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      // Reported with the exit code, in one style.
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(terminal.columns, 100),
      getErrHelpWidth: () => Math.min(terminal.columns, 100),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
  const program: Program = { root: withGlobalOptions(root), terminal, argv, exit: EXIT.done }
  for (const noun of NOUNS) noun(program)
  describeNouns(root)
  root.addHelpText('after', BEGIN)
  return program
}

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

/** @param argv what follows `compartment` */
export async function run(argv: readonly string[], terminal: Terminal): Promise<Exit> {
  const program = programFor(terminal, argv)
  if (argv.length === 0) {
    program.root.outputHelp()
    return EXIT.done
  }
  try {
    await program.root.parseAsync(argv, { from: 'user' })
    return program.exit
  } catch (error) {
    if (error instanceof CommanderError) return report(error, terminal)
    throw error
  }
}
