/** The frame around every page, and the policy that lets exactly its own style and script run. */
import { createHash } from 'node:crypto'
import { Html, html } from './html.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

const MARK = new Html(
  '<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">' +
    '<rect x="1.3" y="1.3" width="13.4" height="13.4" rx="2"/><path d="M6 1.3v13.4M6 8.6h8.7"/></svg>',
)
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%230b7a76' " +
  "stroke-width='1.8'%3E%3Crect x='1.3' y='1.3' width='13.4' height='13.4' rx='2'/%3E%3Cpath d='M6 1.3v13.4M6 8.6h8.7'/%3E%3C/svg%3E"

export type Page = { readonly title: string; readonly content: Html; readonly script?: boolean }

export function page({ title, content, script = false }: Page): string {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === 'Compartment' ? title : `${title} · Compartment`}</title>
<link rel="icon" href="${new Html(ICON)}">
<style>${new Html(STYLE)}</style>
</head>
<body>
<header class="bar"><div>
<a class="mark" href="/">${MARK}Compartment</a>
<nav aria-label="Pages"><a href="/openapi.json">API</a><a href="/docs/errors">Error codes</a></nav>
</div></header>
<main>
${content}
</main>
${script ? new Html(`<script>${SCRIPT}</script>`) : ''}
</body>
</html>
`
  return text
}

/** By hash: pages hold nothing that differs between readers, and nothing else than these two may run. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `script-src '${hashOf(SCRIPT)}'`,
  `style-src '${hashOf(STYLE)}'`,
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
