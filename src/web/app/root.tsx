/** Around every page: the look. */
import { MantineProvider } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import { styleNonce } from '../look/nonce.ts'
import { schemeInCookie } from '../look/scheme.ts'
import { cssVariables, theme } from '../look/theme.ts'

const scheme = schemeInCookie()

export function Root() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={scheme}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <Outlet />
    </MantineProvider>
  )
}
