/**
 * The toggles of a role: every permission that there is, by family, each on or off, and each family as a whole. What
 * one does not have oneself cannot be switched on, and says so.
 */
import { TextInput } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import { Search } from '../../look/icons.tsx'
import { Chip } from '../../parts/chip.tsx'
import { type Family, familiesOf, matching, type Permission, stateOf, switching } from './families.ts'
import classes from './toggles.module.css'

type Props = {
  readonly permissions: readonly Permission[]
  readonly chosen: ReadonlySet<string>
  /** Keys that may be switched. */
  readonly can: ReadonlySet<string>
  readonly change: (keys: readonly string[], on: boolean) => void
}

export function Toggles({ permissions, chosen, can, change }: Props) {
  const [text, setText] = useState('')
  const families = matching(familiesOf(permissions), text)
  return (
    <div className={classes['toggles']}>
      <TextInput
        type="search"
        aria-label="Find a permission"
        placeholder="Find a permission"
        maxLength={200}
        leftSection={<Search />}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
        // Enter looks; it does not send the form around it.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      {permissions.some(({ key }) => !can.has(key)) && (
        <p className={classes['soft']}>
          What is marked <em>not yours</em> you do not have yourself at the organization, so you cannot give
          it.
        </p>
      )}
      {families.length === 0 && <p className={classes['soft']}>No permission is called like that.</p>}
      {families.map((family) => (
        <FamilyToggles key={family.name} family={family} chosen={chosen} can={can} change={change} />
      ))}
    </div>
  )
}

type FamilyProps = Omit<Props, 'permissions'> & { readonly family: Family }

function FamilyToggles({ family, chosen, can, change }: FamilyProps) {
  const { on, state } = stateOf(family, chosen)
  const whole = switching(family, chosen, can)
  const id = useId()
  return (
    <fieldset className={classes['family']} aria-labelledby={id}>
      <label className={classes['whole']}>
        <Mixed
          label={`All of ${family.name}`}
          state={state}
          disabled={whole.keys.length === 0}
          change={() => change(whole.keys, whole.on)}
        />
        <span id={id}>{family.name}</span>
        <span className={classes['count']}>
          {on} of {family.permissions.length}
        </span>
      </label>
      <ul>
        {family.permissions.map((permission) => (
          <li key={permission.key}>
            <Toggle
              permission={permission}
              on={chosen.has(permission.key)}
              can={can.has(permission.key)}
              change={(is) => change([permission.key], is)}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

type MixedProps = {
  readonly label: string
  readonly state: 'all' | 'some' | 'none'
  readonly disabled: boolean
  readonly change: () => void
}

/** A box that is on, off, or in between. */
function Mixed({ label, state, disabled, change }: MixedProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = state === 'some'
  }, [state])
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label={label}
      className={classes['box']}
      checked={state === 'all'}
      disabled={disabled}
      onChange={change}
    />
  )
}

type ToggleProps = {
  readonly permission: Permission
  readonly on: boolean
  readonly can: boolean
  readonly change: (on: boolean) => void
}

function Toggle({ permission, on, can, change }: ToggleProps) {
  return (
    <label className={classes['toggle']} title={permission.description}>
      <input
        type="checkbox"
        className={classes['box']}
        checked={on}
        disabled={!can}
        onChange={({ currentTarget: { checked } }) => change(checked)}
      />
      <PermissionName permission={permission} />
      {!can && <Chip>not yours</Chip>}
    </label>
  )
}

export function PermissionName({
  permission: { key, capability, sensitive },
}: {
  readonly permission: Permission
}) {
  return (
    <span className={classes['name']}>
      <span>
        {capability} {sensitive && <Chip tone="attention">sensitive</Chip>}
      </span>
      <code>{key}</code>
    </span>
  )
}
