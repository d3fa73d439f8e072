/** docs/reference/http.md and a page for each kind of thing: every operation as the contract declares it. */
import type { Access, Operation } from '../../src/contract/operation.ts'
import { page, writing } from '../../src/contract/shapes/request.ts'
import type { Code } from '../../src/core/catalogue/codes.ts'
import { describeOperation } from '../../src/http/openapi/operation.ts'
import { anchor, cell, codeBlock, GENERATED } from './markdown.ts'
import type { Refusals } from './refusals.ts'
import { bodyText, NAMED, notes, type Shape, typeText, unwrapped } from './shapes.ts'

const FOLDER = 'docs/reference/http'

export function httpPages(operations: readonly Operation[], refusals: Refusals): Map<string, string> {
  const groups = Map.groupBy(operations.toSorted(byPath), groupOf)
  const names = [...groups.keys()].toSorted()
  return new Map([
    ['docs/reference/http.md', indexPage(names, groups, refusals)],
    [`${FOLDER}/shapes.md`, shapesPage()],
    ...names.map((name): [string, string] => [
      `${FOLDER}/${name}.md`,
      groupPage(name, groups.get(name)!, refusals),
    ]),
  ])
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Things before what is done to one of them; reading before writing. */
function byPath(a: Operation, b: Operation): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return METHODS.indexOf(a.method) - METHODS.indexOf(b.method)
}

/** The same groups as in `/openapi.json`. */
function groupOf(operation: Operation): string {
  return (describeOperation(operation)['tags'] as readonly string[])[0]!
}

const INTRODUCTION = `# HTTP API

${GENERATED}

Base \`/v1\`; the same contract is at \`/openapi.json\` (OpenAPI 3.1). JSON in and out; times are RFC 3339 in UTC. A program sends
\`Authorization: Bearer …\` (a session’s token \`cps_…\` or its own \`cpt_…\`), a browser its cookie. Unknown fields are refused.

| header | where | meaning |
|---|---|---|
| \`Compartment-Revision: acme@42\` | answers to members | the revision that answered, or that the write made |
| \`Compartment-At-Least: acme@42\` | questions | answer from this revision or a later one, else 503 \`NOT_FRESH\` |
| \`Idempotency-Key\` | writes | sent twice within 24 hours, the write happens once |
| \`If-Match\` | edits of roles and groups | the \`ETag\` that was read; 412 \`PRECONDITION_FAILED\` if it is another one now |
| \`Retry-After\` | 429, 503 | seconds to wait |

A refusal is a [\`problem\`](http/shapes.md#problem) (RFC 9457, \`application/problem+json\`) with one of the
[codes](codes.md), the field, and what to do next.
`

function indexPage(
  names: readonly string[],
  groups: ReadonlyMap<string, readonly Operation[]>,
  { ofAll }: Refusals,
): string {
  const sections = names.map((name) => {
    const rows = groups
      .get(name)!
      .map(
        ({ name: operation, method, path, summary }) =>
          `| [\`${operation}\`](http/${name}.md#${anchor(operation)}) | \`${method} ${path}\` | ${cell(summary)} |`,
      )
    return [
      `### [${titled(name)}](http/${name}.md)`,
      '',
      '| operation | request | what it does |',
      '|---|---|---|',
      ...rows,
      '',
    ].join('\n')
  })
  const more = ofAll.write.filter((code) => !ofAll.question.includes(code))
  return [
    INTRODUCTION,
    '## Options of every list\n',
    optionTable(page.shape, new Set()),
    '\n## Options of every write\n',
    optionTable(writing.shape, new Set()),
    '\n## Refusals of every request\n',
    `At the door: ${codeLinks(ofAll.request, '')}. Of every question and write to an organization: ${codeLinks(ofAll.question, '')}.`,
    '\n## Refusals of every write\n',
    `Beside those of every request, as far as the guards have reason to: ${codeLinks(more, '')}.`,
    '\n## Operations\n',
    ...sections,
  ].join('\n')
}

function groupPage(name: string, operations: readonly Operation[], refusals: Refusals): string {
  const parts = operations.map((operation) => operationText(operation, refusals))
  return [
    `# ${titled(name)}\n`,
    `${GENERATED}\n`,
    'What all operations share is in [HTTP API](../http.md).\n',
    ...parts,
  ].join('\n')
}

function operationText(operation: Operation, refusals: Refusals): string {
  const { name, summary, method, path, command, access, writes, params, query, body, answer, status } =
    operation
  const mentioned = new Set<string>()
  const linked =
    command === undefined
      ? ''
      : ` · [\`compartment ${command}\`](../cli.md#${anchor(`compartment ${command}`)})`
  const facts = [
    `**Access**: ${accessText(access)}`,
    ...(writes === undefined
      ? []
      : [
          `**Writes**: ${writes.map((type) => `[\`${type}\`](../events.md#${anchor(type)})`).join(', ') || 'nothing to the journal'}`,
        ]),
    `**Refuses with**: ${refusalText(name, refusals)}`,
  ]
  return [
    `## ${name}\n`,
    `${summary}\n`,
    `\`${method} ${path}\`${linked}\n`,
    ...facts.map((fact) => `- ${fact}`),
    '',
    ...options(params.shape, query.shape, mentioned),
    ...(body === undefined ? [] : ['Body:\n', codeBlock(bodyText(body, 'input', mentioned)), '']),
    ...answerText(answer, status, mentioned),
    ...(mentioned.size === 0 ? [] : [`Shapes: ${[...mentioned].map(shapeLink).join(', ')}\n`]),
  ].join('\n')
}

const EMPTY = '{}'

function answerText(answer: Shape, status: number, mentioned: Set<string>): string[] {
  const text = typeText(answer, 'output', mentioned)
  const said = status === 201 ? '201; a dry run 200' : String(status)
  const parts = text.split(' | ')
  const isShort = parts.every((part) => part === EMPTY || mentioned.has(part))
  if (isShort) {
    const links = parts.map((part) => (part === EMPTY ? `\`${EMPTY}\`` : shapeLink(part)))
    for (const part of parts) mentioned.delete(part)
    return [`Answer (${said}): ${links.join(' or ')}\n`]
  }
  return [`Answer (${said}):\n`, codeBlock(text), '']
}

const shapeLink = (name: string): string => `[\`${name}\`](shapes.md#${anchor(name)})`

function refusalText(name: string, refusals: Refusals): string {
  const own = codeLinks(refusals.own(name), '../')
  const kind = refusals.kind(name)
  const general =
    kind === 'write'
      ? '[every write’s](../http.md#refusals-of-every-write)'
      : '[every request’s](../http.md#refusals-of-every-request)'
  return own === '' ? general : `${own}, and ${general}`
}

function codeLinks(codes: readonly Code[], up: string): string {
  return codes.map((code) => `[\`${code}\`](${up}codes.md#${code.toLowerCase()})`).join(', ')
}

const PLACES: Readonly<Record<string, string>> = {
  organization: 'the organization',
  project: 'the project in the path',
  environment: 'the environment in the path',
  assignment: 'the scope of the assignment',
  'body.scope': 'the scope in the body',
  'body.assignments': 'the scope of each assignment in the body',
}

function accessText(access: Access): string {
  if ('public' in access) return `everyone: ${access.public}`
  if ('self' in access) return `whoever is signed in: ${access.self}`
  const at = (place: string): string => PLACES[place] ?? `\`${place}\``
  const also = (access.also ?? []).map(
    ({ when, permission, at: place }) =>
      `with ${when.map((field) => `\`${field}\``).join(' or ')} also \`${permission}\` at ${at(place)}`,
  )
  const self = access.orSelf === undefined ? [] : [`or about oneself (\`${access.orSelf}\`)`]
  return [`\`${access.permission}\` at ${at(access.at)}`, ...self, ...also].join('; ')
}

type Fields = Readonly<Record<string, Shape>>

/** Path and query but what every operation has. */
function options(params: Fields, query: Fields, mentioned: Set<string>): string[] {
  const path = Object.fromEntries(Object.entries(params).filter(([name]) => name !== 'organization'))
  const lists = sharedWith(query, page.shape)
  const writes = sharedWith(query, writing.shape)
  const rest = Object.fromEntries(
    Object.entries(query).filter(
      ([name]) => !(lists && name in page.shape) && !(writes && name in writing.shape),
    ),
  )
  const shared = [
    ...(lists ? ['[options of every list](../http.md#options-of-every-list)'] : []),
    ...(writes ? ['[options of every write](../http.md#options-of-every-write)'] : []),
  ]
  return [
    ...(Object.keys(path).length === 0 ? [] : ['Path:\n', optionTable(path, mentioned), '']),
    ...(Object.keys(rest).length === 0 ? [] : ['Query:\n', optionTable(rest, mentioned), '']),
    ...(shared.length === 0
      ? []
      : [`${Object.keys(rest).length === 0 ? 'Query' : 'Also'}: the ${shared.join(' and the ')}\n`]),
  ]
}

/** All of them are there; one that says another usual value counts too. */
function sharedWith(query: Fields, shared: Fields): boolean {
  return Object.keys(shared).every((name) => name in query)
}

function optionTable(fields: Fields, mentioned: Set<string>): string {
  const rows = Object.entries(fields).map(([name, field]) => {
    const type = typeText(field, 'input', mentioned).replaceAll(/\s*\n\s*/g, ' ')
    const need = unwrapped(field).optional ? '' : 'required; '
    return `| \`${name}\` | ${cell(type)} | ${cell(`${need}${notes(field, 'input').join('; ')}`.replace(/; $/, ''))} |`
  })
  return ['| name | type | meaning |', '|---|---|---|', ...rows].join('\n')
}

function shapesPage(): string {
  const parts = [...NAMED]
    .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([shape, name]) => {
      const mentioned = new Set<string>()
      const text = codeBlock(bodyText(shape, 'output', mentioned).trim())
      const others = [...mentioned]
        .filter((other) => other !== name)
        .map((other) => `[\`${other}\`](#${anchor(other)})`)
      const about = [shape.description, others.length > 0 ? `With ${others.join(', ')}.` : undefined].filter(
        Boolean,
      )
      return [`## ${name}\n`, text, '', ...(about.length > 0 ? [`${about.join(' ')}\n`] : [])].join('\n')
    })
  const about = 'Shapes that several operations share. `?`: may be left out. `time`: RFC 3339.\n'
  return ['# Shapes\n', `${GENERATED}\n`, about, ...parts].join('\n')
}

function titled(name: string): string {
  const words = name.replaceAll('-', ' ')
  return words === 'authzen'
    ? 'AuthZEN'
    : words === 'ofrep'
      ? 'OFREP'
      : words[0]!.toUpperCase() + words.slice(1)
}
