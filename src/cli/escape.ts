/**
 * Nothing that a server says may steer the terminal: control characters (ANSI, OSC), characters that turn the
 * direction of writing, and invisible ones are shown as what they are (WEB-13).
 */

import { escapeText, UNSAFE } from '../contract/plain-text.ts'

export { escapeText }

/** Every string of an answer, keys too; what is printed for people is made of the result, so none can be forgotten. */
export function escapeAll<T>(value: T): T {
  if (typeof value === 'string') return escapeText(value) as T
  if (Array.isArray(value)) return value.map((item: unknown) => escapeAll(item)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [escapeText(key), escapeAll(item)]),
  ) as T
}

export function isUnsafe(text: string): boolean {
  return text.search(UNSAFE) >= 0
}

/**
 * Inside JSON strings and double-quoted YAML, where `\uXXXX` means the character: the same data, printed safely.
 * Line breaks of the document itself stay.
 */
export function escapeQuoted(document: string): string {
  return document.replace(UNSAFE, (one) => (one === '\n' ? one : units(one)))
}

function units(one: string): string {
  return [...Array(one.length).keys()]
    .map((at) => `\\u${one.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('')
}
