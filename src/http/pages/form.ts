/** Parts of the pages with a form. */
import { type Html, html } from './html.ts'

export type Field = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly type: 'text' | 'email' | 'password'
  readonly autocomplete: string
  readonly optional?: boolean
  readonly maxlength: number
}

export function field({ name, label, hint, type, autocomplete, optional = false, maxlength }: Field): Html {
  const described = hint === undefined ? `${name}-wrong` : `${name}-hint ${name}-wrong`
  const needed = optional ? html`` : html` required`
  const typed =
    type === 'email' || autocomplete === 'off' ? html` autocapitalize="none" spellcheck="false"` : html``
  const input = html`<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="${maxlength}" aria-describedby="${described}"${needed}${typed}>`
  const toggle = html`<button type="button" hidden aria-pressed="false" aria-label="Show the password" data-reveals="${name}">Show</button>`
  return html`<div class="field">
<label for="${name}">${label}${optional && hint === undefined ? html` <span>(optional)</span>` : ''}</label>
${type === 'password' ? html`<div class="secret">${input}${toggle}</div>` : input}
${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
<p class="wrong" id="${name}-wrong"></p>
</div>`
}

export const PASSWORD_HINT = 'At least 15 characters. A few unrelated words work well; pasting works too.'

/** @param done shown in place of the form when it was accepted */
export function formPage(action: string, fields: readonly Html[], button: string, done: Html): Html {
  return html`<noscript><p>This page needs JavaScript to send the form. Without it, use <code>compartment</code> on the command line.</p></noscript>
<div role="alert"></div>
<form method="post" data-action="${action}">
${fields}
<button type="submit">${button}</button>
</form>
<section class="done" tabindex="-1" hidden>${done}</section>`
}

/** Opened without its token: cut off by a mail program, or typed by hand. */
export function incomplete(): Html {
  return html`<h1>This link is incomplete</h1>
<p class="lead">The part after <code>?token=</code> is missing.</p>
<p>Mail programs sometimes cut long links. Copy the whole link into the address bar, or ask for a new one.</p>`
}

/** What to do at a terminal after a page is done; there is no console yet. */
export function nextSteps(publicUrl: string, commands: readonly string[]): Html {
  // The command line looks there by itself.
  const remote = publicUrl === 'http://127.0.0.1:4100' ? [] : [`export COMPARTMENT_API_URL=${publicUrl}`]
  return html`<pre>${[...remote, ...commands].map((command) => html`<code>${command}</code>`)}</pre>`
}
