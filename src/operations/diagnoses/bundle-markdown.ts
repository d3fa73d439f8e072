/** A bundle as a ticket is written: complete, in the order in which somebody elsewhere reads it, the message untouched. */
import type { Unparsed } from '../../contract/table.ts'

type Content = Unparsed<'createBundle'>['content']
type Outcome = Content['now']

export function bundleMarkdown(content: Content): string {
  const { now, refused: then, by_hand: byHand, flips, redacted, override } = content
  const parts = [
    [`# ${content.person}: ${goalText(content.goal)}`],
    [
      `- **Reference**: ${content.id} (diagnosis ${content.diagnosis}${content.reference === undefined ? '' : `, refused as ${content.reference}`})`,
      `- **Role**: ${line(content.role)}`,
      `- **Tenant**: ${line(content.tenant)}`,
      `- **Verdict**: ${now.verdict}, ${now.code}, at ${now.revision}`,
      ...(then === undefined
        ? []
        : [`- **Then** (${then.at}): ${then.verdict}, ${then.code}, at ${then.revision}`]),
      ...(override === undefined ? [] : [`- **Made before all checks were recorded**: ${line(override)}`]),
    ],
    ['## What they tried', ...fenced(content.tried)],
    ['## The exact message', ...fenced(content.error_message)],
    [
      '## Six checks',
      ...table(now, then),
      ...byHand.map(({ check, by, note }) => `- \`${check}\` was recorded by ${by}: ${line(note)}`),
    ],
    ['## What they rest on', ...evidence(now)],
    ...(flips.length === 0
      ? []
      : [['## Since then', ...flips.map(({ at, from, to, by }) => `- ${at}: ${from} → ${to}, by a ${by}`)]]),
    [
      taken(redacted),
      `Made at ${content.made_at} by ${content.made_by}. The file beside it is read by \`compartment access replay\`.`,
    ],
  ]
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`
}

function goalText(goal: Content['goal']): string {
  if ('permission' in goal) {
    const { project, environment } = goal.scope
    const place = [project, environment].filter((name) => name !== undefined).join('/')
    return `${goal.permission} at ${place === '' ? 'organization' : place}`
  }
  return 'feature' in goal ? `the feature ${goal.feature}` : 'signing in'
}

/** What somebody wrote never begins anything of the page. */
function line(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[`*_[\]<>|\\]/g, String.raw`\$&`)
}

/** Longer than any fence in it, so that it stays one block, byte by byte. */
function fenced(text: string): string[] {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}text`, text, fence]
}

const STATUS: Readonly<Record<string, string>> = {
  passed: 'passed',
  failed: 'failed',
  not_reached: 'not reached',
  not_applicable: 'not applicable',
  unknown: 'cannot tell',
}

function table(now: Outcome, then: Outcome | undefined): string[] {
  const cell = (outcome: Outcome | undefined, at: number): string => {
    const { status = 'unknown', code } = outcome?.checks[at] ?? {}
    return code === undefined ? STATUS[status]! : `${STATUS[status]!} (${code})`
  }
  return [
    then === undefined ? '| # | check | now |' : '| # | check | then | now |',
    then === undefined ? '|---|---|---|' : '|---|---|---|---|',
    ...now.checks.map(({ title }, at) =>
      [`| ${at + 1}`, title, ...(then === undefined ? [] : [cell(then, at)]), `${cell(now, at)} |`].join(
        ' | ',
      ),
    ),
  ]
}

function evidence({ checks }: Outcome): string[] {
  return checks.flatMap(({ evidence: facts }, at) =>
    facts.map(({ text }) => `- Check ${at + 1}: ${line(text)}`),
  )
}

function taken(redacted: Content['redacted']): string {
  const kinds = Object.entries(redacted).map(([kind, count]) => `${count} × ${kind}`)
  return kinds.length === 0
    ? 'No secret was found in these texts.'
    : `Taken out of these texts: ${kinds.join(', ')}.`
}
