/** How a command is put into the program: its place in the tree of nouns, its help, its exit code. */
import type { Argument, Command, Option } from 'commander'
import { Connection, targetOf } from './connection.ts'
import { escapeAll } from './escape.ts'
import { EXIT, type Exit, Failure } from './failure.ts'
import { FORMATS, type Format, printed } from './output.ts'
import { report } from './report.ts'
import { type Paint, paint, type Terminal } from './terminal.ts'
import type { View } from './view.ts'

/** What a command gets when it runs. */
export type Context = {
  readonly terminal: Terminal
  /** What was typed, to print the command that leads on. */
  readonly argv: readonly string[]
  readonly format: Format
  readonly paint: Paint
  readonly remote?: string
  readonly organization?: string
  readonly connection: () => Connection
  /** The answer on standard output; `view` gets it escaped. */
  readonly print: <T>(answer: T, view: (shown: T) => View) => void
  /** Lines for the person on standard error. */
  readonly say: (...lines: readonly string[]) => void
}

export type Declared = {
  /** `group member list`. */
  readonly path: string
  readonly summary: string
  readonly arguments?: readonly Argument[]
  readonly options?: readonly Option[]
  readonly examples: readonly string[]
  /** What its help says before the examples. */
  readonly more?: string
  /** Its exit code 2 answers the question, so a refusal to answer has another. */
  readonly question?: boolean
  readonly run: (context: Context, typed: Typed) => Promise<Exit | undefined>
}

export type Typed = {
  readonly arguments: readonly unknown[]
  readonly options: Readonly<Record<string, unknown>>
}

export type Program = {
  readonly root: Command
  readonly terminal: Terminal
  readonly argv: readonly string[]
  /** Of the command that ran. */
  exit: Exit
}

export function declare(program: Program, declared: Declared): void {
  const words = declared.path.split(' ')
  const parent = words.slice(0, -1).reduce((command, word) => nounIn(command, word), program.root)
  const command = parent.command(words.at(-1)!).description(declared.summary)
  for (const argument of declared.arguments ?? []) command.addArgument(argument)
  for (const option of declared.options ?? []) command.addOption(option)
  command.addHelpText('after', () => (declared.more ?? '') + examples(declared.examples))
  command.action(async (...given: unknown[]) => {
    const typed = { arguments: given.slice(0, -2), options: command.opts() }
    try {
      program.exit = (await declared.run(contextOf(program), typed)) ?? EXIT.done
    } catch (error) {
      program.exit = report(error, program.terminal, declared.question)
    }
  })
}

function nounIn(parent: Command, word: string): Command {
  return parent.commands.find((command) => command.name() === word) ?? parent.command(word)
}

function examples(lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  $ compartment ${line}`), ''].join('\n')
}

function contextOf({ root, terminal, argv }: Program): Context {
  const { output, remote, organization, color } = root.opts<Global>()
  const painter = paint(terminal, color)
  const format = output ?? 'table'
  const columns = terminal.outIsTerminal ? terminal.columns : Number.POSITIVE_INFINITY
  const wanted = {
    ...(remote !== undefined && { remote }),
    ...(organization !== undefined && { organization }),
  }
  let connection: Connection | undefined
  return {
    terminal,
    argv,
    format,
    paint: painter,
    ...wanted,
    connection: () => (connection ??= new Connection(terminal, targetOf(terminal, wanted))),
    print: (answer, view) => {
      const shown = (): View => understood(() => view(escapeAll(answer)))
      terminal.out(printed(format, answer, shown, { paint: painter, columns }))
    },
    say: (...lines) => terminal.err(lines.map((line) => `${line}\n`).join('')),
  }
}

/** Something else than Compartment may answer with JSON, and a newer server may answer otherwise. */
function understood(view: () => View): View {
  try {
    return view()
  } catch (error) {
    throw new Failure(`the server’s answer is not as expected: ${(error as Error).message}`, {
      next: 'is this a Compartment server, and of this version? --output json prints what it answered',
    })
  }
}

type Global = {
  readonly output?: Format
  readonly remote?: string
  readonly organization?: string
  readonly color: boolean
}

/** Understood before and after the command; shown in every help. */
export function withGlobalOptions(root: Command): Command {
  const output = root.createOption('--output <format>', 'how to print the answer').choices(FORMATS)
  return root
    .addOption(output)
    .option('--remote <name>', 'a server from `compartment remote list`')
    .option('--organization <name>', 'the organization to work in')
    .option('--no-color', 'no colours (as with NO_COLOR)')
}
