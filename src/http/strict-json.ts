/**
 * JSON as this door reads it: one meaning only. A key that stands twice, names that reach into prototypes, text that is
 * not Unicode, numbers that overflow and deep nesting are refused, each with the place where it stands.
 */
import { refuse } from '../core/index.ts'
import { Refused } from '../operations/refused.ts'

export const DEEPEST = 32

const QUOTE = 34
const BACKSLASH = 92
const POISON: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** @throws Refused `INVALID` */
export function parseStrictJson(text: string): unknown {
  const named = scan(text)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw invalid('', 'this is not JSON')
  }
  const fields = ODD.test(text) ? inspect(value, '') : countFields(value)
  // JSON.parse keeps the last of two equal keys, so fewer keys than names means that one stood twice.
  if (fields !== named) throw invalid('', 'a key stands twice in one object')
  return value
}

/** Escapes can spell odd text (control characters as such are no JSON), and these words are in every odd name. */
const ODD = /\\|proto|constructor/

/** What `inspect` counts where nothing odd can be, but for a number out of range. */
function countFields(value: unknown): number {
  if (typeof value === 'number' && !Number.isFinite(value)) return inspect(value, '')
  if (value === null || typeof value !== 'object') return 0
  let count = 0
  if (Array.isArray(value)) for (const one of value) count += countFields(one)
  else for (const key in value) count += 1 + countFields((value as Record<string, unknown>)[key])
  return count
}

/** Refuses deep nesting before anything recurses, and counts the names of fields. */
function scan(text: string): number {
  let depth = 0
  let named = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === 58) named++
    else if (code === 123 || code === 91) {
      if (++depth > DEEPEST) throw invalid('', `nested deeper than ${DEEPEST}`)
    } else if (code === 125 || code === 93) depth--
  }
  return named
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === QUOTE) return at
  }
  return text.length
}

/** @returns the number of fields in it */
function inspect(value: unknown, pointer: string): number {
  if (typeof value === 'string') {
    if (!isPlainText(value)) throw invalid(pointer, 'text with NUL or half a character')
    return 0
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw invalid(pointer, 'a number out of range')
    return 0
  }
  if (value === null || typeof value !== 'object') return 0
  let count = 0
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) count += inspect(value[at], `${pointer}/${at}`)
    return count
  }
  for (const [key, field] of Object.entries(value)) {
    const place = `${pointer}/${escapePointer(key)}`
    if (POISON.has(key) || !isPlainText(key)) throw invalid(place, 'a field cannot have this name')
    count += 1 + inspect(field, place)
  }
  return count
}

/** Text that every part behind this door can keep: no NUL, no lone surrogates. */
export function isPlainText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** A name as a JSON pointer spells it (RFC 6901). */
export function escapePointer(name: string): string {
  return name.includes('~') || name.includes('/') ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name
}

function invalid(pointer: string, detail: string): Refused {
  const where = pointer === '' ? 'the body' : `\`${pointer}\``
  return new Refused(refuse('INVALID', `${where} cannot be read: ${detail}`), {
    errors: [{ pointer, detail }],
  })
}
