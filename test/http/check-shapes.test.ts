/** What is read and written by hand of a check is what the contract’s schemas make of it, whatever stands in it. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkAccess } from '../../src/contract/operations/access.ts'
import { batchAccess } from '../../src/contract/operations/access-many.ts'
import { CODES, type Code } from '../../src/core/catalogue/codes.ts'
import { VERDICTS } from '../../src/core/index.ts'
import { NameTable } from '../../src/core/snapshot/name-table.ts'
import { mixed } from '../../src/core/snapshot/text-hash.ts'
import { readBatchBody } from '../../src/http/batch-body.ts'
import { readBody } from '../../src/http/body.ts'
import { readCheckBody } from '../../src/http/check-body.ts'
import { writeBatchAnswer, writeBatchOnSheet, writeCheckAnswer } from '../../src/http/hand-written.ts'
import { BatchAnswer } from '../../src/operations/access/batch-answer.ts'
import { CheckList } from '../../src/operations/access/check-list.ts'

const TYPE = { 'content-type': 'application/json' }

/** As every other body is read; `undefined` where it is refused. */
function asUsual(
  text: string,
  shape: typeof checkAccess.body | typeof batchAccess.body = checkAccess.body,
): unknown {
  try {
    return shape.parse(readBody(TYPE, Buffer.from(text, 'latin1')))
  } catch {
    return undefined
  }
}

const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('principal', 'permission', 'scope') },
  fc.constantFrom('at', 'revision', 'x', '__proto__', 'Scope', 'scop\\u0065', ''),
)
const text = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 20 }).map((value) => JSON.stringify(value)) },
  fc.constantFrom(
    '""',
    '"a\\"b"',
    '"\\u0041"',
    '"\t"',
    '"é"',
    '"\xff"',
    '1',
    'null',
    '{"type":"organization"}',
    '[]',
    '"\x7f"',
  ),
  fc.integer({ min: 195, max: 305 }).map((length) => `"${'x'.repeat(length)}"`),
)
const space = fc.constantFrom('', '', '', ' ', '\n', '\r\n\t', '\v', '\xa0')
const body = fc
  .record({
    fields: fc.array(fc.tuple(space, name, space, text, space), { minLength: 2, maxLength: 4 }),
    around: fc.tuple(space, fc.constantFrom('', '', '', ',', '}', 'x')),
  })
  .map(({ fields, around: [before, after] }) => {
    const inside = fields.map(([a, key, b, value, c]) => `${a}"${key}"${b}:${value}${c}`)
    return `${before}{${inside.join(',')}}${after}`
  })
const wellFormed = fc
  .record({
    principal: text,
    permission: text,
    scope: text,
    order: fc.shuffledSubarray(['principal', 'permission', 'scope'] as const, { minLength: 3 }),
    a: space,
    b: space,
  })
  .map(
    ({ order, a, b, ...values }) =>
      `{${order.map((key) => `${a}"${key}"${b}:${a}${values[key]}`).join(`${b},`)}}`,
  )

describe('the body', () => {
  it('is what the strict reader and the schema make of it, or left to them', () => {
    let read = 0
    let refused = 0
    fc.assert(
      fc.property(fc.oneof(body, wellFormed), (given) => {
        const byHand = readCheckBody(given)
        const usual = asUsual(given)
        if (usual === undefined) refused++
        if (byHand === undefined) return
        read++
        expect(byHand).toEqual(usual)
      }),
      { numRuns: 3000 },
    )
    expect(read).toBeGreaterThan(150)
    expect(refused).toBeGreaterThan(150)
  })

  it('is read wherever it begins, as programs write it', () => {
    const wanted = { principal: 'ana@acme.example', permission: 'project.read', scope: 'billing/production' }
    const spaced =
      '{ "principal" : "ana@acme.example",\n "permission": "project.read", "scope": "billing/production" }\n'
    for (const given of [JSON.stringify(wanted), JSON.stringify(wanted, undefined, 2), spaced]) {
      expect(readCheckBody(given)).toEqual(wanted)
      expect(readCheckBody(`{"x":1}${given}`, 7)).toEqual(wanted)
    }
  })
})

function bodyOf(content: object) {
  return readBatchBody(Buffer.from(JSON.stringify(content)))
}

function tableOf(names: readonly string[]): NameTable {
  const table = new NameTable()
  for (const [number, name] of names.entries()) table.set(name, number)
  table.settle()
  return table
}

/** What a list names, by number. */
function numbersIn({ principals, permissions, scopes }: CheckList, names: NameTable): number[][] {
  return [principals, permissions, scopes].map((column) => Array.from(column.numbersIn(names)))
}

describe('the body of a batch', () => {
  const value = fc.oneof(
    {
      weight: 12,
      arbitrary: fc.stringMatching(/^[ -~]{1,12}$/).map((text) => text.replaceAll(/["\\\\]/g, '_')),
    },
    // The same again, which the reader recognizes, and texts that begin or end alike.
    { weight: 8, arbitrary: fc.constantFrom('abcd', 'abcde', 'abcdefgh', 'bcdefgh', 'abcdefgx', 'd') },
    fc.constantFrom(
      '',
      'a"b',
      'a\\\\b',
      '\\\\u0041',
      '\t',
      '\x7f',
      'abc\n',
      'é',
      '{"',
      '","scope":"',
      'x'.repeat(201),
      'x'.repeat(301),
    ),
  )
  const check = fc.oneof(
    {
      weight: 20,
      arbitrary: fc
        .tuple(value, value, value)
        .map(([a, b, c]) => `{"principal":"${a}","permission":"${b}","scope":"${c}"}`),
    },
    fc.constantFrom(
      '{}',
      '{"principal":"a","scope":"b","permission":"c"}',
      '{"principal":"a","permission":"b","scope":{}}',
      '{"principal":"a","permission":"b","scope":"c","x":1}',
      '',
    ),
  )
  const list = fc.record({
    checks: fc.array(check, { maxLength: 5 }),
    after: fc.constantFrom(']}', ']}', ']}', ']', ']} ', ']}x', '],"at":"x"}', ',]}'),
  })

  it('is what the strict reader and the schema make of it, or left to them', () => {
    const some = tableOf(['abcd', 'abcdefgh', 'bcdefgh', 'd', '\x7f', '{"'])
    let read = 0
    fc.assert(
      fc.property(list, ({ checks, after }) => {
        const given = `{"checks":[${checks.join(',')}${after}`
        const byHand = readBatchBody(Buffer.from(given, 'latin1'))
        if (byHand === undefined) return
        read++
        expect({ checks: byHand.checks }).toEqual(asUsual(given, batchAccess.body))
        expect(numbersIn(byHand, some)).toEqual(numbersIn(CheckList.of(byHand.checks), some))
      }),
      { numRuns: 3000 },
    )
    expect(read).toBeGreaterThan(150)
  })

  it('is read as programs write it, up to as many as the contract takes', () => {
    const one = { principal: 'ana@acme.example', permission: 'project.read', scope: 'billing/production' }
    const of = (count: number) => ({ checks: Array.from({ length: count }, () => one) })
    expect(bodyOf(of(1000))?.checks).toEqual(of(1000).checks)
    expect(bodyOf(of(1001))).toBeUndefined()
    expect(bodyOf(of(0))).toBeUndefined()
  })

  it('names a thousand by their bytes', () => {
    const texts = Array.from({ length: 1000 }, (_, at) => `${'x'.repeat(at % 9)}${at}`)
    const checks = texts.map((text, at) => ({
      principal: text,
      permission: texts[at % 7]!,
      scope: texts[999 - at]!,
    }))
    const list = bodyOf({ checks })!
    expect(list.checks).toEqual(checks)
    const [principals, permissions, scopes] = numbersIn(list, tableOf(texts))
    expect(principals).toEqual(texts.map((_, at) => at))
    expect(permissions).toEqual(texts.map((_, at) => at % 7))
    expect(scopes).toEqual(texts.map((_, at) => 999 - at))
  })

  it('keeps texts apart that share a hash', () => {
    const random = (): string =>
      String.fromCharCode(...Array.from({ length: 4 }, () => 97 + Math.random() * 26))
    const wordOf = (text: string): number => Buffer.from(text).readInt32LE(0)
    const turned = (hash: number): number => (hash << 13) | (hash >>> 19)
    const alike: [string, string][] = []
    while (alike.length < 20) {
      const [a, b, rest] = [random(), random(), random()]
      const [first, second] = [mixed(0, wordOf(a)), mixed(0, wordOf(b))]
      const other = Buffer.alloc(4)
      other.writeInt32LE(turned(first) ^ turned(second) ^ wordOf(rest))
      if (a === b || !/^[a-z0-9]{4}$/.test(other.toString('latin1'))) continue
      expect(mixed(first, wordOf(rest))).toBe(mixed(second, other.readInt32LE(0)))
      alike.push([a + rest, b + other.toString('latin1')])
    }
    const checks = alike.flat().map((principal) => ({ principal, permission: 'p', scope: 's' }))
    expect(bodyOf({ checks })?.checks).toEqual(checks)
    // Of each pair only the first is anybody.
    const known = tableOf(alike.map(([first]) => first))
    const numbers = Int32Array.from(alike.flatMap((_, at) => [at, -1]))
    expect(bodyOf({ checks })?.principals.numbersIn(known)).toEqual(numbers)
  })

  it('is read in the middle of other bytes', () => {
    const given = JSON.stringify({ checks: [{ principal: 'a', permission: 'b', scope: 'c' }] })
    const around = Buffer.from(`"x"${given}"}]}`)
    expect(readBatchBody(around.subarray(3, 3 + given.length))?.checks).toHaveLength(1)
    expect(readBatchBody(around.subarray(3, 2 + given.length))).toBeUndefined()
    expect(readBatchBody(around.subarray(3, 4 + given.length))).toBeUndefined()
  })
})

describe('the answer', () => {
  const word = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constant('billing'),
  )
  const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
  const answer = fc.record({
    allowed: fc.boolean(),
    code: fc.constantFrom<'ALLOWED' | Code>('ALLOWED', ...(Object.keys(CODES) as Code[])),
    permission: word,
    scope: fc.record(
      {
        type: fc.constantFrom('organization' as const, 'project' as const, 'environment' as const),
        project: option(word),
        environment: option(word),
        hidden: fc.constant(1),
      },
      { requiredKeys: ['type'] },
    ),
    principal: word,
    revision: word,
    hidden: fc.constant('not for anybody'),
  })

  it('is the text that the schema leads to', () => {
    fc.assert(
      fc.property(answer, (given) => {
        const usual = JSON.stringify(checkAccess.answer.parse(given))
        expect(writeCheckAnswer({ answer: given, revision: 'acme@1' })).toBe(usual)
      }),
      { numRuns: 1500 },
    )
  })

  it('to a batch is the text that the schema leads to', () => {
    const numbers = fc.array(fc.nat(VERDICTS.length - 1), { maxLength: 1000 })
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{0,40}$/), numbers, (revision, given) => {
        const answered = new BatchAnswer(Uint8Array.from(given), revision)
        const usual = JSON.stringify(batchAccess.answer.parse(answered))
        expect(writeBatchAnswer({ answer: answered })).toBe(usual)
        const head = 'HTTP/1.1 200 OK\r\n\r\n'
        const sheet = writeBatchOnSheet({ answer: answered })!
        expect(sheet.length).toBe(usual.length)
        expect(sheet.under(head).toString()).toBe(head + usual)
      }),
      { numRuns: 300 },
    )
  })

  it('to a batch is left to the schema where it is another', () => {
    const usual = new BatchAnswer(Uint8Array.of(0, 1), 'acme@1')
    expect(writeBatchAnswer({ answer: usual })).toBeDefined()
    for (const answered of [
      new BatchAnswer(Uint8Array.of(0, 1), 'acme@1', { at: '2026-01-01T00:00:00Z' }),
      new BatchAnswer(Uint8Array.of(0, 1), 'äcme@1'),
      new BatchAnswer(Uint8Array.of(0, 1), 'a'.repeat(2000)),
      new BatchAnswer(new Uint8Array(1001), 'acme@1'),
      { revision: 'acme@1', decisions: usual.decisions },
    ])
      expect(writeBatchAnswer({ answer: answered })).toBeUndefined()
    expect(writeBatchAnswer({ answer: usual, endsSession: true })).toBeUndefined()
  })

  it('with anything more than usual is left to the schema', () => {
    const plain = {
      allowed: true,
      code: 'ALLOWED',
      permission: 'p',
      scope: { type: 'organization' },
      principal: 'a',
      revision: 'acme@1',
    } as const
    expect(writeCheckAnswer({ answer: plain })).toBeDefined()
    for (const more of [{ at: '2026-01-01T00:00:00Z' }, { suggestions: ['x'] }, { explanation: {} as never }])
      expect(writeCheckAnswer({ answer: { ...plain, ...more } })).toBeUndefined()
    expect(writeCheckAnswer({ answer: plain, endsSession: true })).toBeUndefined()
  })
})
