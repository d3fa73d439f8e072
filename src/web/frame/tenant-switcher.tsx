/** Which tenant this is, and the way to another: one's own active ones, and no others (F44). */
import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { currentTenant, tenantSeen } from '../app/tenant.ts'
import { Down, Tick } from '../look/icons.tsx'
import classes from './frame.module.css'
import { MenuLink } from './menu-link.tsx'

export type Tenant = { readonly name: string; readonly display_name: string }

export function TenantSwitcher({ organizations }: { readonly organizations: readonly Tenant[] }) {
  const { organization: asked } = useParams({ strict: false })
  const own = organizations.map(({ name }) => name)
  if (asked !== undefined && own.includes(asked)) tenantSeen(asked)
  const current = asked === undefined ? currentTenant(own) : asked
  const tenant = organizations.find(({ name }) => name === current)
  const shown = tenant?.display_name ?? (organizations.length === 0 ? 'No tenant' : 'Choose a tenant')
  return (
    <Menu position="bottom-end" width={264} withinPortal={false}>
      <Menu.Target>
        <UnstyledButton className={classes['tenant']}>
          <VisuallyHidden>Tenant:</VisuallyHidden>
          <span className={classes['tenantSign']} aria-hidden>
            {tenant === undefined ? '–' : initialsOf(shown)}
          </span>
          <span className={classes['tenantName']}>{shown}</span>
          <Down />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{organizations.length === 0 ? 'You are in no tenant yet' : 'Your tenants'}</Menu.Label>
        {organizations.map(({ name, display_name }) => (
          <MenuLink
            key={name}
            to="/orgs/$organization"
            params={{ organization: name }}
            aria-current={name === current ? 'true' : undefined}
            rightSection={name === current ? <Tick /> : undefined}
          >
            <span className={classes['twoLines']}>
              {display_name}
              <code>{name}</code>
            </span>
          </MenuLink>
        ))}
        <Menu.Divider />
        <MenuLink to="/account/invitations">Invitations</MenuLink>
      </Menu.Dropdown>
    </Menu>
  )
}

export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const letters =
    words.length > 1 ? words.slice(0, 2).map((word) => Array.from(word)[0]!) : Array.from(name).slice(0, 1)
  return letters.join('').toUpperCase()
}
