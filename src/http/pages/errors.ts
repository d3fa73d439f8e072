/** Every code of the catalogue, where the `type` of a problem document points to. */
import { CODES, type CodeClass, type CodeDefinition } from '../../core/index.ts'
import { type Html, html } from './html.ts'

const CLASSES: readonly (readonly [CodeClass, string])[] = [
  ['decision', 'Decisions'],
  ['authentication', 'Signing in'],
  ['request', 'Requests'],
  ['guard', 'Guards on changes'],
]

export function errorsPage(): Html {
  return html`<h1>Error codes</h1>
<p class="lead">What <code>code</code> says in a refusal. Whoever runs this server finds the full cause in its log, under the refusal’s <code>reference</code>.</p>
${CLASSES.map(([kind, title]) => html`<h2>${title}</h2><dl>${codesOf(kind)}</dl>`)}`
}

function codesOf(kind: CodeClass): Html[] {
  return Object.entries<CodeDefinition>(CODES)
    .filter(([, definition]) => definition.class === kind)
    .map(
      ([code, { status, operator, person }]) =>
        html`<div id="${code}"><dt><code>${code}</code><span class="soft">${status}</span></dt><dd>${capital(operator)}. To the person: “${person}”</dd></div>`,
    )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
