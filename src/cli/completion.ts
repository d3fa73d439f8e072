/** `completion SHELL` and the hidden `complete` that its script calls: the only place that knows @bomb.sh/tab. */
import tab from '@bomb.sh/tab/commander'
import type { Program } from './command.ts'

/** Last, because it reads the tree of commands. */
export function completionCommands({ root }: Program): void {
  tab(root, { completionCommandName: 'completion' })
}
