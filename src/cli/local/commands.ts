/** Commands that work on this machine instead of asking a server. What they need is loaded when they run. */
import type { Program } from '../command.ts'

export function localCommands(_program: Program): void {}
