/** Mantine in our look: its variables point at the tokens, so that there is one place for every colour. */
import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Menu,
  NativeSelect,
  PasswordInput,
  TextInput,
} from '@mantine/core'

const TEAL: MantineColorsTuple = [
  '#eef8f6',
  '#d8efea',
  '#b3e0d8',
  '#86ccc1',
  '#5cbdb0',
  '#2f9f92',
  '#1a857a',
  '#0f7068',
  '#0b615b',
  '#084944',
]

/** Grounds and lines of dark parts, from ink to paper. */
const DARK: MantineColorsTuple = [
  '#e4ebe8',
  '#c4cecb',
  '#9dada8',
  '#66756f',
  '#3b4846',
  '#2a3533',
  '#161d1b',
  '#121816',
  '#0f1413',
  '#0b100f',
]

/** The main button: one look in both schemes, each with its own contrast. */
const FILLED = {
  '--button-bg': 'var(--accent)',
  '--button-hover': 'var(--accent-strong)',
  '--button-color': 'var(--on-accent)',
  '--button-bd': '1px solid transparent',
}

/** Of what takes something away: `color="red"`. */
const DESTRUCTIVE = {
  ...FILLED,
  '--button-bg': 'var(--denied)',
  '--button-hover': 'var(--denied-strong)',
  '--button-color': 'var(--on-denied)',
}

export const theme = createTheme({
  colors: { teal: TEAL, dark: DARK },
  primaryColor: 'teal',
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 'var(--radius)',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, { variant = 'filled', color }) => ({
        root: variant !== 'filled' ? {} : color === 'red' ? DESTRUCTIVE : FILLED,
      }),
    }),
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'sm' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'sm' } }),
    Menu: Menu.extend({
      // The first item takes the focus: an empty placeholder in a menu is read out as nothing.
      defaultProps: { shadow: 'md', transitionProps: { duration: 80 }, withInitialFocusPlaceholder: false },
    }),
  },
})

const OURS = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--soft)',
  '--mantine-color-placeholder': 'var(--soft)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--denied)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--field)',
  '--mantine-shadow-md': 'var(--shadow-floating)',
} as const

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: OURS, dark: OURS })
