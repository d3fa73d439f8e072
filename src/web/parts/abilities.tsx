/** What somebody can do, in plain words, place by place; places where they can do the same are put together. */
import { FAMILIES, PERMISSIONS } from '../../core/catalogue/permissions.ts'
import classes from './abilities.module.css'
import { type Alike, type Allowed, putTogether } from './places.ts'
import { scopeParts } from './scope.ts'
import { ScopePath } from './scope-path.tsx'

type Props = {
  readonly organization: string
  readonly items: readonly Allowed[]
  /** Shown where there is nothing. */
  readonly otherwise: React.ReactNode
}

export function Abilities({ organization, items, otherwise }: Props) {
  const groups = putTogether(items)
  if (groups.length === 0) return otherwise
  return (
    <>
      {groups.length > 1 && (
        <p className={classes['soft']}>A place includes what lies in it, unless that is listed by itself.</p>
      )}
      {groups.map((group) => (
        <Group key={group.permissions.join(' ')} organization={organization} group={group} />
      ))}
    </>
  )
}

/** Places that are named; the rest is counted. */
const NAMED = 6

function Group({
  organization,
  group: { scopes, permissions },
}: {
  readonly organization: string
  readonly group: Alike
}) {
  const more = scopes.length - NAMED
  return (
    <article className={classes['group']}>
      <h3>
        {scopes.slice(0, NAMED).map((scope) => {
          const parts = scopeParts(organization, scope)
          return <ScopePath key={parts.join('/')} parts={parts} />
        })}
        {more > 0 && <span className={classes['soft']}>and {more} more</span>}
      </h3>
      {permissions.length === 0 ? (
        <p className={classes['soft']}>Nothing.</p>
      ) : (
        <dl>
          {byFamily(permissions).map(([family, can]) => (
            <div key={family}>
              <dt>{family}</dt>
              <dd>{family === OF_APPLICATIONS ? <Keys keys={can} /> : can.join(', ')}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  )
}

const OF_APPLICATIONS = 'Applications'

function Keys({ keys }: { readonly keys: readonly string[] }) {
  return keys.map((key, at) => (
    <span key={key}>
      {at > 0 && ', '}
      <code>{key}</code>
    </span>
  ))
}

/** Keys of applications have no words here: the key says it. */
function byFamily(permissions: readonly string[]): (readonly [family: string, can: readonly string[]])[] {
  const held = new Set(permissions)
  const known = PERMISSIONS.filter(({ key }) => held.has(key))
  for (const { key } of known) held.delete(key)
  const families = FAMILIES.map(
    ({ name }) =>
      [name, known.filter(({ family }) => family === name).map(({ capability }) => capability)] as const,
  )
  return [...families, [OF_APPLICATIONS, [...held]] as const].filter(([, can]) => can.length > 0)
}
