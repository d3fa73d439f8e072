/** Around everything that is drawn, what says that a page failed among it: the look. */
import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { styleNonce } from './nonce.ts'
import { schemeInCookie } from './scheme.ts'
import { cssVariables, theme } from './theme.ts'

const scheme = schemeInCookie()

export function Look({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={scheme}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      {children}
    </MantineProvider>
  )
}
