/**
 * The sheet that every letter is written on: the same words as plain text and as HTML. Everything is escaped here; names
 * that others chose are cut short and cannot become links or further lines (RST-11, RST-12). Nothing is loaded from anywhere.
 */
import type { Rendered } from '../letter.ts'

export type Sheet = {
  readonly subject: string
  readonly heading: string
  /** Each its own paragraph, from plain words and `named(…)`. */
  readonly before: readonly string[]
  readonly action?: { readonly label: string; readonly url: string }
  readonly after: readonly string[]
  /** Why one gets this, and what to do if it makes no sense. */
  readonly foot: string
}

const LONGEST_NAME = 64
/** Keeps mail programs from making a link of what looks like one; nobody sees it. */
const WORD_JOINER = '\u2060'

/** A name that somebody else chose, as a letter may show it. */
export function named(text: string): string {
  const plain = text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  const points = Array.from(plain)
  const short = points.length > LONGEST_NAME ? `${points.slice(0, LONGEST_NAME - 1).join('')}…` : plain
  return short.replaceAll(/([.:/@])(?=\S)/gu, `$1${WORD_JOINER}`)
}

/** `5 January 2026, 09:00 UTC` */
export function moment(at: number): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  return `${format.format(at).replace(' at ', ', ')} UTC`
}

export function render(sheet: Sheet): Rendered {
  return { subject: sheet.subject, text: asText(sheet), html: asHtml(sheet) }
}

function asText({ heading, before, action, after, foot }: Sheet): string {
  const link = action === undefined ? [] : [`${action.label}:\n${action.url}`]
  return `${[heading, ...before, ...link, ...after, `-- \n${foot}`].join('\n\n')}\n`
}

function asHtml({ subject, heading, before, action, after, foot }: Sheet): string {
  const button =
    action === undefined
      ? ''
      : `<p style="margin:24px 0"><a class="act" href="${escaped(action.url)}" style="${BUTTON}">${escaped(action.label)}</a></p>
<p class="quiet" style="${SMALL};margin-bottom:20px">If the button does nothing, copy this address into your browser:<br><span style="word-break:break-all">${escaped(action.url)}</span></p>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(subject)}</title>
<style>${DARK}</style>
</head>
<body style="margin:0;padding:0;background:#f6f4ef">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td class="desk" align="center" style="background:#f6f4ef;padding:32px 16px">
<table role="presentation" class="paper" cellpadding="0" cellspacing="0" style="${PAPER}"><tr><td style="padding:32px">
<p class="mark" style="margin:0 0 24px;font-size:14px;font-weight:600;color:#0b615b">Compartment</p>
<h1 style="margin:0 0 16px;font-size:20px;line-height:28px;font-weight:600">${escaped(heading)}</h1>
${before.map(paragraph).join('\n')}
${button}
${after.map(paragraph).join('\n')}
<p class="quiet" style="${SMALL};margin-top:32px">${escaped(foot)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 12px">${escaped(text)}</p>`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character]!)
}

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const PAPER = `${FONT};font-size:15px;line-height:24px;color:#1d2524;background:#ffffff;width:100%;max-width:520px;border:1px solid #e2ddd2;border-radius:8px;text-align:left`
const BUTTON =
  'display:inline-block;padding:10px 20px;background:#0b615b;color:#ffffff;text-decoration:none;font-weight:600;border-radius:6px'
const SMALL = 'margin:0;font-size:13px;line-height:20px;color:#5c6664'
const DARK =
  '@media (prefers-color-scheme:dark){body,.desk{background:#14191a!important}.paper{background:#1b2223!important;color:#e8ecea!important;border-color:#2e3839!important}.mark{color:#6fc3c0!important}.act{background:#1f7a7a!important}.quiet{color:#a3adab!important}}'
