/** docs/reference/codes.md: every code, what kind of answer it is, and what operators and people are told. */
import type { Operation } from '../../src/contract/operation.ts'
import { CODES, type Code, type CodeClass } from '../../src/core/catalogue/codes.ts'
import { cell, GENERATED } from './markdown.ts'
import type { Refusals } from './refusals.ts'

const CLASSES: Readonly<Record<CodeClass, readonly [title: string, about: string]>> = {
  decision: [
    'Decisions',
    'Why somebody may not do something. `access check` answers 200 with them; a request of someone who may not is refused with the status.',
  ],
  authentication: ['Sign-in', 'Who somebody is, and how they came in.'],
  request: ['Requests', 'What is wrong with a request, or with what it names.'],
  guard: ['Guards', 'A change that would be allowed by itself, refused for what it would do.'],
  diagnosis: ['Diagnosis', 'Told by `access diagnose` alone, to whoever may know both sides.'],
}

const INTRODUCTION = `# Codes

${GENERATED}

Every answer that says no has one of these codes: in \`code\` of a problem (RFC 9457), of a decision, and in brackets on
the command line. A code never changes its meaning. *Operators* read the first wording, the *person* concerned the second,
which names no keys, no ids and nobody else.
`

export function codesPage(operations: readonly Operation[], refusals: Refusals): string {
  const sections = (Object.keys(CLASSES) as CodeClass[]).map((name) => {
    const [title, about] = CLASSES[name]
    const codes = (Object.keys(CODES) as Code[]).filter((code) => CODES[code].class === name)
    const rows = codes.map((code) => {
      const { status, operator, person } = CODES[code]
      return `| <a id="${code.toLowerCase()}"></a>\`${code}\` | ${status} | ${cell(operator)} | ${cell(person)} | ${from(code)} |`
    })
    const head = [
      '| code | status | operators are told | the person is told | refused by |',
      '|---|---|---|---|---|',
    ]
    return [`## ${title}`, '', about, '', ...head, ...rows, ''].join('\n')
  })
  return [INTRODUCTION, ...sections].join('\n')

  function from(code: Code): string {
    const { request, question, write } = refusals.ofAll
    const general = [
      ...(request.includes(code) || question.includes(code) ? ['any request'] : []),
      ...(write.includes(code) && !question.includes(code) ? ['any write'] : []),
    ]
    const own = operations
      .filter(({ name }) => refusals.own(name).includes(code))
      .map(({ name }) => `\`${name}\``)
    if (general.length > 0) return general.join(', ')
    return own.length > 12 ? `${own.length} operations` : own.join(' ')
  }
}
