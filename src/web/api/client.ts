/** The API, with this page's cookie. */
import { createClient } from '../../contract/client.ts'

/** Longer than the slowest honest answer; a page that waits for ever says nothing. */
const TIMEOUT = 20_000

export const api = createClient({ url: location.origin, timeout: TIMEOUT })
