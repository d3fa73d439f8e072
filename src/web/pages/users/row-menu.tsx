/** What can be done with whoever stands in a row; each opens beside the list and is shown before it is done. */
import { ActionIcon, Menu } from '@mantine/core'
import type { May } from '../../app/abilities.ts'
import { MenuLink } from '../../frame/menu-link.tsx'
import { More } from '../../look/icons.tsx'
import { invitationActions, personActions } from './offered.ts'
import { ROUTE, useView } from './use-view.ts'
import { changed, NOBODY, type User } from './view.ts'

type Props = { readonly user: User; readonly may: May }

export function RowMenu({ user, may }: Props) {
  const { organization, view } = useView()
  const actions = [...invitationActions(user, may), ...personActions(user, may)]
  if (actions.length === 0) return null
  return (
    <Menu position="bottom-end" width={208} withinPortal={false} returnFocus={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={`Actions for ${user.name === '' ? user.email : user.name}`}
        >
          <More />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(([name, label]) => (
          <MenuLink
            key={name}
            to={ROUTE}
            params={{ organization }}
            search={changed(view, { ...NOBODY, user: user.id, do: name })}
            resetScroll={false}
          >
            {label}
          </MenuLink>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
