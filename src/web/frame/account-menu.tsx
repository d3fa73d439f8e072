/** Whose account this is, what belongs to it, and the way out. */
import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { faultOf } from '../api/fault.ts'
import { leave } from '../app/enter.ts'
import classes from './frame.module.css'
import { MenuLink } from './menu-link.tsx'
import { SchemeItems } from './scheme-switch.tsx'
import { initialsOf } from './tenant-switcher.tsx'

export function AccountMenu({ name, email }: { readonly name: string; readonly email: string }) {
  const [trouble, setTrouble] = useState<string>()
  const shown = name === '' ? email : name
  const signOut = (): void => {
    leave().catch((error: unknown) => setTrouble(`${faultOf(error).says} You are still signed in.`))
  }
  return (
    <>
      <Menu position="bottom-end" width={248} withinPortal={false}>
        <Menu.Target>
          <UnstyledButton className={classes['account']}>
            <VisuallyHidden>Account: {shown}</VisuallyHidden>
            <span aria-hidden>{initialsOf(shown)}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <span className={classes['twoLines']}>
              <strong>{shown}</strong>
              {name !== '' && email}
            </span>
          </Menu.Label>
          <MenuLink to="/account/access">Access</MenuLink>
          <MenuLink to="/account/sessions">Sessions</MenuLink>
          <MenuLink to="/password">Password</MenuLink>
          <MenuLink to="/device">Connect a command line</MenuLink>
          <Menu.Divider />
          <Menu.Label>Colours</Menu.Label>
          <SchemeItems />
          <Menu.Divider />
          <Menu.Item onClick={signOut}>Sign out</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {trouble !== undefined && (
        <p role="alert" className={classes['trouble']}>
          {trouble}
        </p>
      )}
    </>
  )
}
