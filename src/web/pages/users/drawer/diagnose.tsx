/** Why somebody cannot do something: the checks in order, the one next step, and the reply to send them. */
import { useQuery } from '@tanstack/react-query'
import type { Answer } from '../../../../contract/client.ts'
import { PERMISSIONS } from '../../../../core/catalogue/permissions.ts'
import { diagnosis, permissions, SIGN_IN } from '../../../api/organization.ts'
import { useMay } from '../../../app/abilities.ts'
import { Choice } from '../../../form/choice.tsx'
import type { Choices } from '../../../form/choices.ts'
import { Commands } from '../../../parts/commands.tsx'
import { CopiedText } from '../../../parts/copied.tsx'
import { Section } from '../../../parts/drawer.tsx'
import { Ladder } from '../../../parts/ladder.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Notice } from '../../../parts/notice.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import { Words } from '../../../parts/words.tsx'
import { PlaceChoice } from '../place-choice.tsx'
import { useView } from '../use-view.ts'
import { type About, nameOf } from './about.ts'
import { HandOn } from './hand-on.tsx'
import { Remedies } from './remedies.tsx'
import classes from './user-drawer.module.css'
import { Where } from './where-to-look.tsx'

type Props = About

type Permission = Pick<Answer<'listPermissions'>['items'][number], 'key' | 'family' | 'capability'>

/** Keys are for operators, who look here; what they mean stands beside them. */
function goalsOf(permissions: readonly Permission[]): Choices {
  const families = [...new Set(permissions.map(({ family }) => family))]
  return [
    { value: SIGN_IN, label: 'Signing in' },
    ...families.map((group) => ({
      group,
      items: permissions
        .filter(({ family }) => family === group)
        .map(({ key, capability }) => ({ value: key, label: `${key}: ${capability}` })),
    })),
  ]
}

export function Diagnose({ organization, user, changed }: Props) {
  const { view, show } = useView()
  const maySeeAll = useMay(organization)?.('organization.role.read') === true
  // Whoever may not list permissions can still ask about those that every organization has.
  const { data = PERMISSIONS } = useQuery({ ...permissions(organization), enabled: maySeeAll })
  const { why, at = 'organization' } = view
  return (
    <Section title="Diagnose">
      <Choice
        label="What does not work"
        value={why ?? ''}
        choose={(goal) => show({ why: goal === '' ? undefined : goal }, true)}
        none={`Choose what ${nameOf(user)} cannot do`}
        choices={goalsOf(data)}
      />
      {why !== undefined && why !== SIGN_IN && (
        <PlaceChoice
          label="Where"
          value={at}
          choose={(place) => show({ at: place === 'organization' ? undefined : place }, true)}
        />
      )}
      {why !== undefined && (
        <Diagnosis
          key={`${why} ${at}`}
          organization={organization}
          user={user}
          changed={changed}
          goal={why}
          at={at}
        />
      )}
    </Section>
  )
}

function Diagnosis({
  organization,
  user,
  changed,
  goal,
  at,
}: Props & { readonly goal: string; readonly at: string }) {
  const { data, error, refetch } = useQuery(diagnosis(organization, user.id, goal, at))
  if (error !== null) return <Trouble error={error} again={() => void refetch()} />
  if (data === undefined) return <Loading what="Going through the checks" />
  const { verdict, checks, next, second, reply, explanation } = data
  return (
    <div className={classes['diagnosis']}>
      <Verdict diagnosis={data} />
      <Ladder
        rungs={checks}
        more={(rung) => (
          <Where organization={organization} rung={rung} goal={goal} explanation={explanation} />
        )}
      />
      <h4>Next</h4>
      <p>
        <Words text={next.text} />
      </p>
      {next.command !== undefined && <Commands title="At a terminal" commands={[next.command]} />}
      {second !== undefined && (
        <Notice tone="attention">
          <strong>There is a second problem.</strong> <Words text={second.next.text} />
        </Notice>
      )}
      {verdict !== 'allowed' && (
        <Remedies
          organization={organization}
          user={user}
          changed={changed}
          diagnosis={data}
          goal={goal}
          at={at}
        />
      )}
      <CopiedText label="Reply to send" text={reply} />
      <HandOn organization={organization} diagnosis={data} />
    </div>
  )
}

function Verdict({ diagnosis: { verdict, code, checks } }: { readonly diagnosis: Answer<'diagnoseAccess'> }) {
  const at = checks.findIndex(({ status }) => status === 'failed')
  if (verdict === 'allowed') {
    return (
      <Notice tone="done">
        <strong>Nothing stands in the way.</strong> All checks passed.
      </Notice>
    )
  }
  if (verdict === 'cannot_tell') {
    return (
      <Notice tone="attention">
        <strong>Cannot tell.</strong> Nothing that is recorded stands in the way.
      </Notice>
    )
  }
  return (
    <Notice tone="denied">
      <strong>Blocked at check {at + 1}.</strong> <code>{code}</code>
    </Notice>
  )
}
