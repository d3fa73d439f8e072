/** What one can do, in plain words, place by place. */
import { FAMILIES, PERMISSIONS } from '../../../core/catalogue/permissions.ts'
import { Empty } from '../../parts/empty.tsx'
import { ScopePath } from '../../parts/scope-path.tsx'
import classes from './organization.module.css'
import { type Alike, type Allowed, putTogether, scopeParts } from './places.ts'

type Props = { readonly organization: string; readonly items: readonly Allowed[] }

export function Abilities({ organization, items }: Props) {
  const groups = putTogether(items)
  return (
    <section aria-labelledby="abilities" className={classes['abilities']}>
      <h2 id="abilities">What you can do</h2>
      {groups.length > 1 && (
        <p className={classes['soft']}>A place includes what lies in it, unless that is listed by itself.</p>
      )}
      {groups.length === 0 ? (
        <Empty title="Nothing yet">
          You are a member, and nobody has given you a role so far. Ask somebody who manages roles here.
        </Empty>
      ) : (
        groups.map((group) => (
          <Group key={group.permissions.join(' ')} organization={organization} group={group} />
        ))
      )}
    </section>
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
      <dl>
        {byFamily(permissions).map(([family, can]) => (
          <div key={family}>
            <dt>{family}</dt>
            <dd>{family === OF_APPLICATIONS ? <Keys keys={can} /> : can.join(', ')}</dd>
          </div>
        ))}
      </dl>
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
