/** What people are told of the program behind a session: few words, made of what it says of itself. Proves nothing. */

const LONGEST = 80

const BROWSERS = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|HeadlessChrome|CriOS)\//],
  ['Safari', /\bVersion\/[\d.]+ .*Safari\//],
] as const

const SYSTEMS = [
  ['iOS', /\b(?:iPhone|iPad)\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
] as const

/** @param userAgent the header as it came, of any length */
export function deviceName(userAgent: string | undefined): string | undefined {
  const text = plainText(userAgent ?? '', 500)
  if (text === '') return undefined
  const browser = nameIn(BROWSERS, text)
  const system = nameIn(SYSTEMS, text)
  if (browser === undefined) return plainText(text, LONGEST)
  return system === undefined ? browser : `${browser} on ${system}`
}

function nameIn(known: readonly (readonly [string, RegExp])[], text: string): string | undefined {
  return known.find(([, pattern]) => pattern.test(text))?.[0]
}

/** Without what a terminal or page would take for more than text. */
export function plainText(text: string, longest = LONGEST): string {
  return text
    .slice(0, longest * 4)
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}<>"`]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, longest)
    .toWellFormed()
    .trim()
}
