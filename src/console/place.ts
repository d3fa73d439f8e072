/** What the builder leaves open in the page, for each answer to fill in. */

/** Becomes the nonce of the answer. */
export const NONCE = 'COMPARTMENT-NONCE'

/** An attribute; becomes the reader's own choice of light or dark, or goes. */
export const SCHEME = ' data-compartment-scheme'

/** An attribute; stays where the request carries a session's cookie, good or not, and goes elsewhere. */
export const SESSION = ' data-compartment-session'
