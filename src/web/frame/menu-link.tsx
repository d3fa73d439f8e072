/** An item of a menu that leads to a page: a real link, which can be opened beside this page too. */
import { Menu, type MenuItemProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

type Props = MenuItemProps &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof MenuItemProps> & {
    readonly ref?: Ref<HTMLAnchorElement>
  }

function Item(props: Props) {
  return <Menu.Item component="a" {...props} />
}

export const MenuLink = createLink(Item)
