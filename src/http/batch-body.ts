/**
 * The body of a batch, read in one pass where it is written as programs write it: printable ASCII without escapes or
 * space between things, the fields of each check in the contract’s order. Anything else is left to the reader of every body.
 */
import type { CheckBody } from './check-body.ts'

const OPEN = '{"checks":['
const PRINCIPAL = '{"principal":"'
const PERMISSION = '","permission":"'
const SCOPE = '","scope":"'
const CLOSE = '"}'
/** No text in it can hold a quote or mean another than it shows. */
const PLAIN = /^[ -[\]-~]*$/
const COMMA = 44

const MOST_CHECKS = 1000
const LONGEST = { principal: 300, permission: 200, scope: 200 }

/** @returns what the contract’s schema makes of it, or `undefined` where that is for the general reader to say */
export function readBatchBody(text: string): { readonly checks: CheckBody[] } | undefined {
  if (!text.startsWith(OPEN) || !PLAIN.test(text)) return undefined
  const checks: CheckBody[] = []
  for (let at = OPEN.length; ; at++) {
    if (!text.startsWith(PRINCIPAL, at)) return undefined
    const principal = at + PRINCIPAL.length
    const afterPrincipal = text.indexOf('"', principal)
    if (!text.startsWith(PERMISSION, afterPrincipal)) return undefined
    const permission = afterPrincipal + PERMISSION.length
    const afterPermission = text.indexOf('"', permission)
    if (!text.startsWith(SCOPE, afterPermission)) return undefined
    const scope = afterPermission + SCOPE.length
    const afterScope = text.indexOf('"', scope)
    if (!text.startsWith(CLOSE, afterScope)) return undefined
    if (
      !fits(afterPrincipal - principal, LONGEST.principal) ||
      !fits(afterPermission - permission, LONGEST.permission) ||
      !fits(afterScope - scope, LONGEST.scope)
    )
      return undefined
    checks.push({
      principal: text.slice(principal, afterPrincipal),
      permission: text.slice(permission, afterPermission),
      scope: text.slice(scope, afterScope),
    })
    at = afterScope + CLOSE.length
    if (text.charCodeAt(at) !== COMMA) {
      const isWhole = text.startsWith(']}', at) && at + 2 === text.length
      return isWhole && checks.length <= MOST_CHECKS ? { checks } : undefined
    }
  }
}

function fits(length: number, most: number): boolean {
  return length > 0 && length <= most
}
