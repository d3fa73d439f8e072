/** docs/reference/cli.md: every command as the program itself has it, with its arguments, options and examples. */
import type { Command, Option } from 'commander'
import { programFor } from '../../src/cli/program.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { anchor, cell, codeBlock, GENERATED } from './markdown.ts'

const COLUMNS = 100

export function cliPage(operations: readonly Operation[]): string {
  const printed: string[] = []
  const { root } = programFor(paperTerminal(printed), [])
  const commands = leaves(root)
  const help = textOf(root, printed)
  const byCommand = new Map(operations.map((operation) => [operation.command, operation.name]))
  return [
    '# Command line\n',
    `${GENERATED}\n`,
    `${codeBlock(help.trim())}\n`,
    '## Options of every command\n',
    `${optionTable(root.options.filter(({ long }) => long !== '--version'))}\n`,
    '## Commands\n',
    ...commands.map(
      ({ path, command }) => `- [\`${path}\`](#${anchor(path)}): ${cell(command.description())}`,
    ),
    '',
    ...commands.map(({ path, command }) =>
      section(path, command, byCommand.get(path.replace('compartment ', ''))),
    ),
  ].join('\n')

  function section(path: string, command: Command, operation: string | undefined): string {
    const args = command.registeredArguments.map((argument) => {
      const choices = argument.argChoices === undefined ? '' : ` (${argument.argChoices.join(', ')})`
      const name = argument.required ? `<${argument.name()}>` : `[${argument.name()}]`
      return `| \`${name}\` | ${cell(argument.description + choices)} |`
    })
    const options = command.options.filter(({ hidden }) => !hidden)
    const examples = /\nExamples:\n([^]*)$/.exec(textOf(command, printed))?.[1] ?? ''
    const lines = examples
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
    return [
      `## ${path}\n`,
      `${command.description()}${operation === undefined ? '' : ` (operation \`${operation}\`)`}\n`,
      `${codeBlock(`${path} ${command.usage()}`.trim())}\n`,
      ...(args.length === 0 ? [] : [['| argument | meaning |', '|---|---|', ...args, ''].join('\n')]),
      ...(options.length === 0 ? [] : [`${optionTable(options)}\n`]),
      ...(lines.length === 0 ? [] : [`${codeBlock(lines.join('\n'), 'sh')}\n`]),
    ].join('\n')
  }
}

function optionTable(options: readonly Option[]): string {
  const rows = options.map((option) => {
    const choices = option.argChoices === undefined ? '' : ` (${option.argChoices.join(', ')})`
    const need = option.mandatory ? '; required' : ''
    return `| \`${option.flags.replaceAll('|', '\\|')}\` | ${cell(option.description + choices + need)} |`
  })
  return ['| option | meaning |', '|---|---|', ...rows].join('\n')
}

/** Commands that do something, in the order of the help. */
function leaves(command: Command, path = 'compartment'): { path: string; command: Command }[] {
  const children = command
    .createHelp()
    .visibleCommands(command)
    .filter((child) => child.name() !== 'help')
  if (children.length === 0) return [{ path, command }]
  return children.flatMap((child) => leaves(child, `${path} ${child.name()}`))
}

function textOf(command: Command, printed: string[]): string {
  printed.length = 0
  command.outputHelp()
  return printed.join('')
}

/** Keeps what is printed; nothing that describes commands asks anything else of it. */
function paperTerminal(printed: string[]): Terminal {
  const never = (): never => {
    throw new Error('the reference runs no command')
  }
  const paper: Partial<Terminal> = {
    out: (text) => void printed.push(text),
    err: (text) => void printed.push(text),
    interactive: false,
    outIsTerminal: false,
    columns: COLUMNS,
    env: {},
    fetch: never,
    now: never,
    ask: never,
    askHidden: never,
    input: never,
  }
  return paper as Terminal
}
