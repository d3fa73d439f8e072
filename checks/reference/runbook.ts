/** docs/reference/runbook.md: the six checks of a diagnosis in order, with every code and what is done about it. */
import type { Check } from '../../src/core/diagnosis/check.ts'
import { meaningOf } from '../../src/core/diagnosis/check.ts'
import { RUNBOOK } from '../../src/core/diagnosis/runbook.ts'
import { cell, GENERATED } from './markdown.ts'

const INTRODUCTION = `# The runbook

${GENERATED}

What \`compartment access diagnose\` looks at, from “can’t sign in” to “can’t see X”: six checks, always in this order. The
first that fails is the answer, with the same code that enforcement gives; the others are looked at where they can be, so
that a second problem is known as well. Each check is *passed*, *failed*, *not reached* (an earlier failure leaves nothing to
look at), *not applicable*, or *cannot tell*.
`

export function runbookPage(): string {
  const checks: readonly Check[] = RUNBOOK
  const sections = checks.map(({ id, title, leaves }, at) => {
    const rows = leaves.map(
      ({ code, advice }) => `| ${codeCell(code)} | ${cell(meaningOf(code))} | ${cell(advice)} |`,
    )
    const head = ['| code | what it means | what is done about it |', '|---|---|---|']
    return [`## ${at + 1}. ${title}`, '', `\`${id}\` in answers.`, '', ...head, ...rows, ''].join('\n')
  })
  return [INTRODUCTION, ...sections].join('\n')
}

/** What cannot be told is no code of the catalogue. */
function codeCell(code: string): string {
  return code === 'CANNOT_TELL' ? `\`${code}\`` : `[\`${code}\`](codes.md#${code.toLowerCase()})`
}
