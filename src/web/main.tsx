/** Starts the console. The token of a link is taken out of the address before anything else sees it. */
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { createQueries } from './api/queries.ts'
import { createConsoleRouter } from './app/routes.tsx'
import { takeLinkToken } from './links/link-token.ts'
import { takeProviderResponse } from './links/provider-response.ts'
import './look/mantine.css'
import { Look } from './look/look.tsx'
import './look/fonts.css'
import './look/tokens.css'
import './look/base.css'
import './look/fields.css'
import './look/menus.css'
import { announceNonce } from './look/nonce.ts'

takeLinkToken()
takeProviderResponse()
announceNonce()

// A page that the browser kept aside may show what its reader has signed out of since.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) location.reload()
})

const queries = createQueries(() => void router.invalidate())
const router = createConsoleRouter(queries)

createRoot(document.querySelector('#console')!).render(
  <QueryClientProvider client={queries}>
    <Look>
      <RouterProvider router={router} />
    </Look>
  </QueryClientProvider>,
)
