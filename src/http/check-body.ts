/**
 * The body of a check, read in one pass where it is written plainly: the three fields as text of printable ASCII without
 * escapes. It never judges: whatever is not plain is left to the reader of every body, which accepts or refuses it.
 */

export type CheckBody = { readonly principal: string; readonly permission: string; readonly scope: string }

const FIELD = /[ \t\r\n]*"(principal|permission|scope)"[ \t\r\n]*:[ \t\r\n]*"([ !#-[\]-~]+)"[ \t\r\n]*([,}])/y
const OPEN = /[ \t\r\n]*\{/y
const END = /[ \t\r\n]*$/y

/**
 * @param from where the body begins in the text, which ends with it
 * @returns what the contract’s schema makes of it, or `undefined` where that is for the general reader to say
 */
export function readCheckBody(text: string, from = 0): CheckBody | undefined {
  OPEN.lastIndex = from
  if (!OPEN.test(text)) return undefined
  let at = OPEN.lastIndex
  let [principal, permission, scope] = ['', '', '']
  for (let field = 1; field <= 3; field++) {
    FIELD.lastIndex = at
    const found = FIELD.exec(text)
    if (found === null || (found[3] === '}') !== (field === 3)) return undefined
    const value = found[2]!
    if (found[1] === 'principal') principal = value
    else if (found[1] === 'permission') permission = value
    else scope = value
    at = FIELD.lastIndex
  }
  END.lastIndex = at
  // Three fields fill all three only where none stands twice.
  if (principal === '' || permission === '' || scope === '' || !END.test(text)) return undefined
  if (principal.length > 300 || permission.length > 200 || scope.length > 200) return undefined
  return { principal, permission, scope }
}
