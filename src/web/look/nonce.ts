/** The nonce of this page: styles that libraries make while running carry it, and no others are let in. */

export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}

/** Drawers lock scrolling with a style of their own; the library behind them asks for the nonce under this name. */
export function announceNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() })
}
