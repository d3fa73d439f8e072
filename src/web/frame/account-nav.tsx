/** The way around one's account, on the pages that belong to it. */
import { useLocation } from '@tanstack/react-router'
import { type Place, PlacesNav } from './places-nav.tsx'

const PAGES = [
  { to: '/account/access', name: 'Access' },
  { to: '/account/sessions', name: 'Sessions' },
  { to: '/account/invitations', name: 'Invitations' },
  { to: '/password', name: 'Password' },
] as const satisfies readonly Place[]

export function AccountNav() {
  const { pathname } = useLocation()
  if (!PAGES.some(({ to }) => to === pathname)) return null
  return <PlacesNav label="Account" places={[]} group={{ name: 'Account', places: PAGES }} />
}
