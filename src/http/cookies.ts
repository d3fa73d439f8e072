/** The session cookie: one name, one place, one meaning. */

/** `__Host-` makes browsers refuse one that a sibling site set; it needs HTTPS, which loopback does not have. */
export function cookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-compartment' : 'compartment'
}

/** Keeps a single sign-on to the browser where it began; it is never sent from another site's page. */
export function flowCookieName(publicUrl: string): string {
  return `${cookieName(publicUrl)}-sso`
}

export function flowCookie(publicUrl: string, token: string, expiresAt: number): string {
  const strict = attributes(publicUrl).replace('SameSite=Lax', 'SameSite=Strict')
  return `${flowCookieName(publicUrl)}=${token}; Expires=${new Date(expiresAt).toUTCString()}; ${strict}`
}

/** Every value sent under the name, in order. */
export function cookieValues(header: string, name: string): string[] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
}

/** @param expiresAt epoch milliseconds */
export function sessionCookie(publicUrl: string, token: string, expiresAt: number): string {
  return `${cookieName(publicUrl)}=${token}; Expires=${new Date(expiresAt).toUTCString()}; ${attributes(publicUrl)}`
}

export function endedCookie(publicUrl: string): string {
  return `${cookieName(publicUrl)}=; Max-Age=0; ${attributes(publicUrl)}`
}

function attributes(publicUrl: string): string {
  return `Path=/; HttpOnly; SameSite=Lax${publicUrl.startsWith('https:') ? '; Secure' : ''}`
}
