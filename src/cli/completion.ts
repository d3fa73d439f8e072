/**
 * `completion SHELL`, and the hidden `complete` that the printed script calls. The words come from the tree of
 * commands, so they are never out of date; the script hands them over as they are and evaluates nothing.
 */
import { Argument, type Command, type Option } from 'commander'
import { declare, type Program } from './command.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof SHELLS)[number]

export function completionCommands(program: Program): void {
  declare(program, {
    path: 'completion',
    summary: 'Print the script that lets a shell complete commands and options.',
    arguments: [new Argument('<shell>', 'which shell').choices(SHELLS)],
    examples: [
      'completion bash >> ~/.bashrc',
      'completion zsh > "$fpath[1]/_compartment"',
      'completion fish > ~/.config/fish/completions/compartment.fish',
    ],
    run: ({ terminal }, { arguments: [shell] }) => {
      terminal.out(SCRIPTS[shell as Shell])
      return Promise.resolve(undefined)
    },
  })
  program.root
    .command('complete', { hidden: true })
    .description('Print what could come next; the last word is the one being typed.')
    .argument('[words...]', 'what was typed after the program’s name')
    .action((words: string[]) => program.terminal.out(candidates(program.root, words).join('')))
}

/** Lines of `word<tab>explanation`. */
function candidates(root: Command, words: readonly string[]): string[] {
  const current = words.at(-1) ?? ''
  const { command, open } = walk(root, words.slice(0, -1))
  const known =
    open === undefined ? offered(root, command, current) : (open.argChoices ?? []).map((one) => [one, ''])
  return known.filter(([word]) => word.startsWith(current)).map(([word, text]) => `${word}\t${text}\n`)
}

type Offer = readonly [word: string, text: string]

function offered(root: Command, command: Command, current: string): Offer[] {
  if (current.startsWith('-')) {
    return [...new Set([...command.options, ...root.options])].map((option) => [
      option.long!,
      option.description,
    ])
  }
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? [])
  return [
    ...command
      .createHelp()
      .visibleCommands(command)
      .map((child): Offer => [child.name(), child.description()]),
    ...choices.map((choice): Offer => [choice, '']),
  ]
}

/** The command that the words lead to, and the option that still waits for its value. */
function walk(root: Command, words: readonly string[]): { command: Command; open: Option | undefined } {
  let command = root
  let open: Option | undefined
  for (const word of words) {
    if (open !== undefined) open = undefined
    else if (word.startsWith('-')) open = valued(root, command, word)
    else command = command.commands.find((child) => child.name() === word) ?? command
  }
  return { command, open }
}

function valued(root: Command, command: Command, word: string): Option | undefined {
  const option = [...command.options, ...root.options].find(
    ({ long, short }) => word === long || word === short,
  )
  return option?.required ? option : undefined
}

const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `_compartment() {
  COMPREPLY=()
  local word text
  while IFS=$'\\t' read -r word text; do
    COMPREPLY+=("$word")
  done < <(compartment complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _compartment compartment
`,
  zsh: `#compdef compartment
_compartment() {
  local -a found
  local word text
  while IFS=$'\\t' read -r word text; do
    found+=("\${word}:\${text}")
  done < <(compartment complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( $#found )); then _describe compartment found; else _files; fi
}
if [ "$funcstack[1]" = "_compartment" ]; then _compartment "$@"; else compdef _compartment compartment; fi
`,
  fish: `complete -c compartment -f -a '(compartment complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
complete -c compartment -n '__fish_seen_subcommand_from apply' -F
`,
}
