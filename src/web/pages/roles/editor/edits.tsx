/** What is different in a role, in short: its name, what it is for, and each permission that comes or goes. */
import type { ReactNode } from 'react'
import type { Difference, Draft } from './draft.ts'
import classes from './role-editor.module.css'

type Props = {
  readonly before: Draft
  readonly draft: Draft
  readonly difference: Difference
  readonly isNew: boolean
}

export function Edits({ before, draft, difference, isNew }: Props) {
  const { added, removed } = difference
  const rows: (readonly [string, ReactNode])[] = isNew
    ? [
        ['Description', draft.description === '' ? 'none' : draft.description],
        ['Permissions', <Keys key="all" keys={[...draft.permissions].toSorted()} />],
      ]
    : [
        ...(difference.name ? [['Name', `${before.name} becomes ${draft.name}`] as const] : []),
        ...(difference.description
          ? [['Description', draft.description === '' ? 'taken away' : draft.description] as const]
          : []),
        ...(added.length > 0 ? [['Switched on', <Keys key="on" keys={added} />] as const] : []),
        ...(removed.length > 0 ? [['Switched off', <Keys key="off" keys={removed} />] as const] : []),
      ]
  return (
    <dl className={classes['edits']}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Keys({ keys }: { readonly keys: readonly string[] }) {
  if (keys.length === 0) return 'none: it lets nobody do anything'
  return keys.map((key) => <code key={key}>{key}</code>)
}
