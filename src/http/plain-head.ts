/**
 * The head of a check or of a list of them, read by hand where nothing in it could be read in two ways: one spelling of the request line,
 * headers of a short list, each once, a length in digits. Everything else is for Node’s reader, which gets the same bytes.
 */
import type { IncomingHttpHeaders } from 'node:http'
import { BODY_LIMIT } from './body.ts'
import { type CheckName, LONGEST_CHECK } from './check.ts'

export type PlainHead = {
  readonly operation: CheckName
  readonly organization: string
  readonly headers: IncomingHttpHeaders
  /** Where the body begins in the text and ends, which for a list may be behind it. */
  readonly from: number
  readonly end: number
}

/** The whole head: after the request line only names of letters, values of printable ASCII, and one space between them. */
const HEAD =
  /POST \/v1\/organizations\/([a-z0-9-]{1,63})\/access\/(check|batch) HTTP\/1\.1\r\n(?:[A-Za-z-]{1,40}: [!-~][ -~]*\r\n)+\r\n/y
/** Below the length that Node refuses. */
const LONGEST_HEAD = 8192
/** All of a check, and of a list what is read here. */
export const LONGEST_READ = LONGEST_HEAD + LONGEST_CHECK
const DIGITS = /^\d{1,7}$/

/** Those that mean something here; each may stand once. */
const READ = [
  'host',
  'authorization',
  'content-type',
  'content-length',
  'connection',
  'compartment-at-least',
] as const
/** Those that usual clients send beside them, and that mean nothing to a check. */
const IDLE = [
  'accept',
  'accept-encoding',
  'accept-language',
  'user-agent',
  'sec-fetch-mode',
  'traceparent',
  'tracestate',
] as const

type Name = (typeof READ)[number] | (typeof IDLE)[number]
type Values = { [name in Name]?: string }

type Spelling = { readonly spelled: string; readonly name: Name }

/** By length, as each is written: in small letters and with capitals; other spellings are rare. */
const SPELLINGS: readonly (readonly Spelling[])[] = byLength(
  [...READ, ...IDLE].flatMap((name) => [
    { spelled: name, name },
    { spelled: name.replaceAll(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase()), name },
  ]),
)

function byLength(spellings: readonly Spelling[]): Spelling[][] {
  const longest = Math.max(...spellings.map(({ spelled }) => spelled.length))
  return Array.from({ length: longest + 1 }, (_, length) =>
    spellings.filter(({ spelled }) => spelled.length === length),
  )
}

/** The name that stands here. */
function nameAt(text: string, at: number, colon: number): Name | undefined {
  const spellings = SPELLINGS[colon - at]
  if (spellings === undefined) return undefined
  for (const { spelled, name } of spellings) if (text.startsWith(spelled, at)) return name
  return undefined
}

/**
 * @param text bytes as Latin-1, one character each
 * @param from where the request begins
 * @returns `undefined` unless all of it is there, the body of a check included, and is as plain as said above
 */
export function readPlainHead(text: string, from: number): PlainHead | undefined {
  HEAD.lastIndex = from
  const found = HEAD.exec(text)
  if (found === null) return undefined
  const body = HEAD.lastIndex
  if (body - from > LONGEST_HEAD) return undefined
  const headers = valuesIn(text, text.indexOf('\r\n', from) + 2, body - 2)
  if (headers === undefined || !isPlain(headers)) return undefined
  const length = Number(headers['content-length'])
  const end = body + length
  const isList = found[2] === 'batch'
  if (isList ? length > BODY_LIMIT : length > LONGEST_CHECK || end > text.length) return undefined
  const operation = isList ? 'batchAccess' : 'checkAccess'
  return { operation, organization: found[1]!, headers, from: body, end }
}

function valuesIn(text: string, from: number, until: number): Values | undefined {
  const values: Values = {
    host: undefined,
    authorization: undefined,
    'content-type': undefined,
    'content-length': undefined,
  }
  for (let at = from; at < until; ) {
    const colon = text.indexOf(':', at)
    const end = text.indexOf('\r\n', colon)
    const name = nameAt(text, at, colon)
    // Whether a space at the end belongs to a value is a question, and so is which of two is meant.
    if (name === undefined || values[name] !== undefined || text.charCodeAt(end - 1) === 32) return undefined
    values[name] = text.slice(colon + 2, end)
    at = end + 2
  }
  return values
}

function isPlain(headers: Values): boolean {
  const { host, authorization, connection, 'content-type': type, 'content-length': length } = headers
  return (
    host !== undefined &&
    authorization !== undefined &&
    type === 'application/json' &&
    length !== undefined &&
    DIGITS.test(length) &&
    (connection === undefined || connection === 'keep-alive')
  )
}
