/** The remedies of a diagnosis, best first: what each does to whom, who may do it, and what does it. */
import type { Shown } from './api-command.ts'
import type { Context } from './command.ts'
import { atScope, counted } from './impact.ts'
import { wrapped } from './width.ts'

type Diagnosis = Shown<'diagnoseAccess'>
type Remedy = NonNullable<Diagnosis['remedies']>[number]

/** As many as fit one screen; JSON has more. */
const PRINTED = 5

/** @param hereToo makes a printed command run where this was asked */
export function remedyLines(
  { remedies = [], more_remedies: more = false, without_remedy: why }: Diagnosis,
  { paint }: Context,
  columns: number,
  hereToo: (command: string) => string,
): string[] {
  if (remedies.length === 0) return why === undefined ? [] : wrapped(plain(why), columns, '  ')
  const left = remedies.length - PRINTED
  const beyond = more ? ' and others' : ''
  const dim = (text: string): string[] => wrapped(text, columns, '     ').map((line) => paint('dim', line))
  const shown = remedies.slice(0, PRINTED).map((remedy, at) => {
    const command = remedy.command === undefined ? [] : [`     $ ${hereToo(remedy.command)}`]
    const text = wrapped(plain(remedy.text), columns, `  ${at + 1}. `)
    return text.concat(dim(effect(remedy)), dim(performers(remedy)), command)
  })
  return shown.flat().concat(left > 0 ? [`  … ${left} more${beyond}: --output json`] : [])
}

/** In one line: who gains and loses, whether it ends, and how far it goes. */
function effect({ impact: { totals, entries }, lasting, organization_wide: wide, admin }: Remedy): string {
  const { people, gained, lost } = totals
  const [only] = entries
  const whom =
    people === 1 && only !== undefined ? (only.email ?? 'one person') : counted(people, 'person', 'people')
  const place = entries.length === 1 && only !== undefined ? ` ${atScope(only.scope)}` : ''
  const what =
    people === 0
      ? 'changes nobody’s roles'
      : `${whom}: + ${counted(gained, 'permission', 'permissions')}, − ${lost} lost${place}`
  const marks = [
    ...(lasting ? [] : ['ends by itself']),
    ...(wide ? ['ORGANIZATION-WIDE'] : []),
    ...(admin ? ['MAKES AN ADMIN'] : []),
  ]
  return [what, ...marks].join(' · ')
}

function performers({ yours, performers: who }: Remedy): string {
  const others = who?.people.map(({ email }) => email) ?? []
  const named = others.length === 0 ? '' : `${others.join(', ')}${who?.more === true ? ' and others' : ''}`
  if (yours) return named === '' ? 'by you' : `by you, or ${named}`
  if (named !== '') return `by ${named}`
  return who === undefined ? 'not by you' : 'by nobody as things are'
}

/** Which one `--apply` means: the one that is suggested, one by its number, or one by its id. */
export function chosen({ remedies = [] }: Diagnosis, asked: string | true): Remedy | undefined {
  if (asked === true) return remedies.find(({ suggested }) => suggested)
  return remedies.find(({ id }, at) => asked === id || asked === String(at + 1))
}

function plain(text: string): string {
  return text.replaceAll('`', '')
}
