/** Remedies as answers show them: people by name only to whoever may see people, and of an impact the first entries. */
import { shellLine } from '../../contract/shell-words.ts'
import type { Unparsed } from '../../contract/table.ts'
import type { DiagnosedRemedy, Diagnosis } from '../../core/index.ts'
import { impactAnswer } from '../answers/impact.ts'
import { emailOf } from '../answers/users.ts'
import type { Scene } from '../scene.ts'
import { may } from '../visible.ts'

type Answer = Unparsed<'diagnoseAccess'>

/** A dry run shows all of them. */
const ENTRIES = 10

export function remediesAnswer(
  scene: Scene,
  { remedies, more, why }: Pick<Diagnosis, 'remedies' | 'more' | 'why'>,
): Pick<Answer, 'remedies' | 'more_remedies' | 'without_remedy'> {
  return {
    remedies: remedies.map((remedy) => remedyAnswer(scene, remedy)),
    more_remedies: more,
    ...(why !== undefined && { without_remedy: why }),
  }
}

function remedyAnswer(scene: Scene, remedy: DiagnosedRemedy): NonNullable<Answer['remedies']>[number] {
  const { id, text, commands, yours, suggested, organizationWide, admin, lasting, performers } = remedy
  return {
    id,
    text,
    ...(commands.length > 0 && {
      command: commands.map((words) => shellLine(['compartment', ...words])).join(' && '),
    }),
    yours,
    suggested,
    organization_wide: organizationWide,
    admin,
    lasting,
    impact: shownImpact(scene, remedy),
    ...(performers !== undefined && {
      performers: {
        people: performers.people
          .filter((person) => person !== scene.caller.account)
          .map((person) => ({ id: person, email: emailOf(scene, person) })),
        more: performers.more,
      },
    }),
  }
}

/** Whoever may not see people is told of themselves alone. */
function shownImpact(scene: Scene, { impact }: DiagnosedRemedy) {
  const seesPeople = may(scene, 'organization.user.read')
  const entries = impact.entries.filter(({ principal }) => seesPeople || principal === scene.caller.account)
  return impactAnswer(scene, { ...impact, entries: entries.slice(0, ENTRIES) }, [])
}
