/** Light, dark, or as the system has it. */
import { ActionIcon, Menu, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { Moon, Screen, Sun, Tick } from '../look/icons.tsx'
import classes from './frame.module.css'

const CHOICES = [
  ['auto', 'As the system', Screen],
  ['light', 'Light', Sun],
  ['dark', 'Dark', Moon],
] as const

export function SchemeSwitch() {
  const { colorScheme } = useMantineColorScheme()
  const [, label, Sign] = CHOICES.find(([name]) => name === colorScheme) ?? CHOICES[0]
  return (
    <Menu position="bottom-end" width={180} withinPortal={false}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          size={36}
          color="gray"
          className={classes['quiet']}
          aria-label={`Colours: ${label}`}
        >
          <Sign />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <SchemeItems />
      </Menu.Dropdown>
    </Menu>
  )
}

/** The choices, for a menu. */
export function SchemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return CHOICES.map(([name, label, Sign]) => (
    <Menu.Item
      key={name}
      leftSection={<Sign />}
      rightSection={name === colorScheme ? <Tick /> : undefined}
      onClick={() => setColorScheme(name)}
    >
      {label}
      {name === colorScheme && <VisuallyHidden>, chosen</VisuallyHidden>}
    </Menu.Item>
  ))
}
