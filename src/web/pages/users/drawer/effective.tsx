/** What somebody can do at a place that one chooses, and what gives it; what is hidden there is struck through. */
import { useQuery } from '@tanstack/react-query'
import { effectiveAccess, roles as rolesOf } from '../../../api/organization.ts'
import { useMay } from '../../../app/abilities.ts'
import { Chip } from '../../../parts/chip.tsx'
import { Section } from '../../../parts/drawer.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Notice } from '../../../parts/notice.tsx'
import { scopeParts } from '../../../parts/scope.ts'
import { ScopePath } from '../../../parts/scope-path.tsx'
import { SourceChip } from '../../../parts/source-chip.tsx'
import { Trouble } from '../../../parts/trouble.tsx'
import { PlaceChoice } from '../place-choice.tsx'
import { useView } from '../use-view.ts'
import type { User } from '../view.ts'
import { nameOf } from './about.ts'
import { type KeyRow, keyRows } from './sources.ts'
import classes from './user-drawer.module.css'

type Props = { readonly organization: string; readonly user: User }

export function Effective({ organization, user }: Props) {
  const { view, show } = useView()
  const { at = 'organization' } = view
  return (
    <Section title="Effective permissions">
      <PlaceChoice
        label="At"
        value={at}
        choose={(place) => show({ at: place === 'organization' ? undefined : place }, true)}
      />
      <Keys key={at} organization={organization} user={user} at={at} />
    </Section>
  )
}

function Keys({ organization, user, at }: Props & { readonly at: string }) {
  const { data, error, refetch } = useQuery(effectiveAccess(organization, user.id, at))
  const maySeeRoles = useMay(organization)?.('organization.role.read') === true
  const roles = useQuery({ ...rolesOf(organization), enabled: maySeeRoles })
  if (error !== null) return <Trouble error={error} again={() => void refetch()} />
  if (data === undefined || (maySeeRoles && roles.data === undefined && roles.error === null)) {
    return <Loading what="Asking what they can do there" />
  }
  const { chain = [], gates = [], left_out = [] } = data.explanation ?? {}
  const families = keyRows(data.allowed, chain, roles.data ?? [])
  const deciding = chain.find(({ decided }) => decided)
  const isKept = gates.some(
    ({ gate, status }) => gate !== 'permission' && gate !== 'features' && status === 'failed',
  )
  return (
    <>
      {deciding !== undefined && (
        <p className={classes['soft']}>
          Decided by what is given at <ScopePath parts={scopeParts(organization, deciding.scope)} />
          {families.some(({ rows }) => rows.some(({ state }) => state === 'shadowed')) &&
            ': what is struck through is given further out, and does not count here'}
          .
        </p>
      )}
      {isKept && families.length > 0 && <Kept user={user} />}
      {left_out.includes('roles') && <p className={classes['soft']}>What gives it, you may not see.</p>}
      {families.length === 0 ? (
        <p>{nothing(user, at)}</p>
      ) : (
        families.map(({ family, rows }) => (
          <div key={family} className={classes['family']}>
            <h4>{family}</h4>
            <ul className={classes['keys']}>
              {rows.map((row) => (
                <Key key={row.key} row={row} />
              ))}
            </ul>
          </div>
        ))
      )}
    </>
  )
}

function Key({ row: { key, state, sources } }: { readonly row: KeyRow }) {
  return (
    <li data-state={state}>
      {state === 'in_force' ? <code>{key}</code> : <KeyOut name={key} state={state} />}
      <span>
        {sources.map(({ path, ...source }) => (
          <SourceChip
            key={`${path} ${source.role} ${source.group ?? ''}`}
            source={source}
            {...(state === 'shadowed' && { hiddenAt: path })}
          />
        ))}
      </span>
    </li>
  )
}

function KeyOut({ name, state }: { readonly name: string; readonly state: 'withheld' | 'shadowed' }) {
  return (
    <span>
      <s>
        <code>{name}</code>
      </s>
      <Chip tone={state === 'withheld' ? 'attention' : 'plain'}>
        {state === 'withheld' ? 'not in force' : 'hidden'}
      </Chip>
    </span>
  )
}

/** Whoever cannot come in can do nothing, whatever they hold. */
function Kept({ user }: { readonly user: User }) {
  return (
    <Notice tone="attention">
      {user.standing === 'inactive'
        ? `${nameOf(user)} is inactive: this is what they could do again once they are reactivated.`
        : user.standing === 'pending'
          ? `${nameOf(user)} has not accepted yet: this is what they could do then.`
          : 'Something else keeps them from this: how they sign in, or an archived project.'}
    </Notice>
  )
}

function nothing(user: User, at: string): string {
  if (user.access_summary !== 'Membership only') return `Nothing at ${at}: what they hold lies elsewhere.`
  return `Nothing: ${nameOf(user)} is a member only, with no role of their own or through a group.`
}
