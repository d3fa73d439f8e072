/**
 * What people paste, without what lets anybody in: each secret gives way to the name of its kind, and everything else stays
 * as it was, byte by byte (F82).
 */

export type Redacted = {
  readonly text: string
  /** How many of each kind were taken out. */
  readonly found: Readonly<Record<string, number>>
}

/** A kind of secret; `secret` names the group of the match that gives way, all of it where there is none. */
type Kind = { readonly kind: string; readonly pattern: RegExp }

/** Names after which a value is a secret. */
const NAMED =
  '[\\w-]{0,40}(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential)[\\w-]{0,40}'

/** In this order: what is recognized first is not looked at again. */
const KINDS: readonly Kind[] = [
  {
    kind: 'private key',
    pattern:
      /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?<secret>[^]*?)(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  },
  { kind: 'one-time link', pattern: /(?<=[?&#]token=)(?<secret>[^\s&#"'<>)\]]+)/gi },
  { kind: 'one-time link', pattern: /\b(?<secret>cpl_[\w-]{8,})/g },
  { kind: 'session token', pattern: /\b(?<secret>cps_[\w-]{8,})/g },
  { kind: 'API token', pattern: /\b(?<secret>cpt_[\w-]{8,})/g },
  { kind: 'device code', pattern: /\b(?<secret>cpd_[\w-]{8,})/g },
  { kind: 'cookie', pattern: /\b(?:set-)?cookie["']?[ \t]*:[ \t]*(?<secret>[^\r\n]+)/gi },
  { kind: 'credential', pattern: /\b(?:bearer|basic)[ \t]+(?<secret>[\w.~+/=-]{8,})/gi },
  {
    kind: 'password',
    pattern: /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@]{0,200}:(?<secret>[^\s/@]{1,500})(?=@)/gi,
  },
  { kind: 'token', pattern: /\b(?<secret>eyJ[\w-]{8,4000}\.[\w-]{8,8000}(?:\.[\w-]{0,4000})?)/g },
  {
    kind: 'access key',
    pattern:
      /\b(?<secret>(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|sk[_-](?:live|test|ant|proj)[_-][\w-]{10,}|AIza[\w-]{30,}|npm_\w{30,})/g,
  },
  // After `=` anything is the value.
  {
    kind: 'secret value',
    pattern: new RegExp(
      `\\b${NAMED}["']?[ \\t]*=[ \\t]*(?<secret>"[^"\\r\\n]+"|'[^'\\r\\n]+'|[^\\s,;&"'\\[]+)`,
      'gi',
    ),
  },
  { kind: 'secret value', pattern: /[?&#](?:code|key|sig|signature|sas)=(?<secret>[^\s&#"'<>)\][]+)/gi },
  // After `:` what is quoted, or what no word is: messages say “token: expired”.
  {
    kind: 'secret value',
    pattern: new RegExp(
      `\\b${NAMED}["']?[ \\t]*:[ \\t]*(?<secret>"[^"\\r\\n]+"|'[^'\\r\\n]+'|(?=[^\\s,;]{0,200}\\d)[^\\s,;"'\\[]{6,})`,
      'gi',
    ),
  },
  {
    kind: 'random text',
    pattern: /(?<![\w-])(?<secret>(?=[\w-]{0,300}[a-z])(?=[\w-]{0,300}[A-Z])(?=[\w-]{0,300}\d)[\w-]{40,})/g,
  },
]

export function redact(text: string): Redacted {
  const found: Record<string, number> = {}
  let left = text
  for (const { kind, pattern } of KINDS) {
    left = left.replaceAll(pattern, (...match: unknown[]) => {
      const whole = match[0] as string
      const { secret } = match.at(-1) as { readonly secret: string }
      if (secret.includes('[redacted:')) return whole
      found[kind] = (found[kind] ?? 0) + 1
      const at = whole.lastIndexOf(secret)
      return `${whole.slice(0, at)}[redacted: ${kind}]${whole.slice(at + secret.length)}`
    })
  }
  return { text: left, found }
}
