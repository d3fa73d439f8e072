/** Words that evidence and steps share: instants, people, lists. */
import type { Case, LetterFact } from './case.ts'

/** `2026-03-01 12:00 UTC`. @param at epoch milliseconds */
export function when(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** `2026-04-01`, as commands take it. @param at epoch milliseconds, midnight UTC */
export function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** `a`, `b` and `c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** Where a letter is, and what to look at when it did not arrive (F35). */
export function letterWords({ state, address, at, answer }: LetterFact): string {
  const said = answer === undefined ? '' : `: ${answer}`
  switch (state) {
    case 'sent':
      return `The mail to ${address} was handed over on ${when(at)}. ${NOT_ARRIVED}`
    case 'queued':
      return `The mail to ${address} of ${when(at)} is still waiting to go out${said}.`
    case 'failed':
      return `The mail to ${address} could not be delivered (${when(at)})${said}. Check that the address is right, and whether their company filters mail.`
  }
}

const NOT_ARRIVED =
  'If it did not arrive: look in the spam folder, check that the address is right, and ask whether their company filters mail.'

export const NO_MAIL_SERVER =
  'There is no mail server: nothing is mailed, and links are shown to whoever issues them.'

/** What a command line would take for an option cannot stand in it as a name. */
const isOption = (word: string): boolean => word.startsWith('-')

/** The address for a command that takes nothing else. */
export function addressWord({ facts: { email } }: Case): string | undefined {
  return email === undefined || isOption(email) ? undefined : email
}

/** The person in a command: by address, else by id. */
export function personWord(one: Case): string | undefined {
  return addressWord(one) ?? one.member?.id
}

/** A role or group in a command: by name, or by id where the name is not plain. */
export function nameWord({ id, name }: { readonly id: string; readonly name: string }): string {
  return /^[\p{L}\p{N}][\p{L}\p{N} .,()_-]*$/u.test(name) ? name : id
}

/** In place of a step: only what owns an automation account changes it (S0-13). */
export const MANAGED = 'What owns this automation account manages it: change it there.'
