/** A list of pages at the side, or above where it is narrower; on phones one line, which says where one is and opens it. */
import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link, type LinkProps, useMatchRoute } from '@tanstack/react-router'
import { useId } from 'react'
import { Down, Tick } from '../look/icons.tsx'
import { MenuLink } from './menu-link.tsx'
import classes from './places-nav.module.css'

export type Place = {
  readonly to: NonNullable<LinkProps['to']>
  readonly params?: { readonly organization: string }
  readonly name: string
}

type Props = {
  /** Names the list for whoever does not see it. */
  readonly label: string
  readonly places: readonly Place[]
  /** Pages under a heading, behind the others. */
  readonly group?: { readonly name: string; readonly places: readonly Place[] }
}

/** Where the whole list fits in one line. */
const ROOM = '(min-width: 761px)'

export function PlacesNav(props: Props) {
  const hasRoom = useMediaQuery(ROOM, true, { getInitialValueInEffect: false })
  return (
    <nav aria-label={props.label} className={classes['nav']}>
      {hasRoom ? <InLine {...props} /> : <Opened {...props} />}
    </nav>
  )
}

function InLine({ places, group }: Props) {
  const id = useId()
  return (
    <>
      {places.map((place) => (
        <To key={place.to} place={place} />
      ))}
      {group !== undefined && (
        <div role="group" aria-labelledby={id} className={classes['group']}>
          <p id={id}>{group.name}</p>
          {group.places.map((place) => (
            <To key={place.to} place={place} />
          ))}
        </div>
      )}
    </>
  )
}

function To({ place: { to, params, name } }: { readonly place: Place }) {
  return (
    <Link to={to} params={params ?? {}} activeOptions={{ exact: true, includeSearch: false }}>
      {name}
    </Link>
  )
}

function Opened({ label, places, group }: Props) {
  const isAt = useMatchRoute()
  const all = [...places, ...(group?.places ?? [])]
  const here = all.find(({ to, params }) => isAt({ to, params: params ?? {} }) !== false)
  const isInGroup = here !== undefined && group?.places.includes(here) === true
  const item = (place: Place) => (
    <MenuLink
      key={place.to}
      to={place.to}
      params={place.params ?? {}}
      aria-current={place === here ? 'page' : undefined}
      rightSection={place === here ? <Tick /> : undefined}
    >
      {place.name}
    </MenuLink>
  )
  return (
    <Menu position="bottom-start" width={248} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes['here']}>
          <VisuallyHidden>Page: </VisuallyHidden>
          {isInGroup && <span className={classes['soft']}>{group.name} › </span>}
          {here?.name ?? label}
          <Down />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map(item)}
        {group !== undefined && <Menu.Label>{group.name}</Menu.Label>}
        {group?.places.map(item)}
      </Menu.Dropdown>
    </Menu>
  )
}
