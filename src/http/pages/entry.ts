/** The pages behind the links that the command line and the mails print. Opening one never uses its token. */
import { field, formPage, incomplete, nextSteps, PASSWORD_HINT } from './form.ts'
import { type Html, html } from './html.ts'

const password = {
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'new-password',
  maxlength: 1024,
} as const
const name = {
  name: 'name',
  label: 'Your name',
  type: 'text',
  autocomplete: 'name',
  optional: true,
  maxlength: 200,
} as const

export function setUpPage(publicUrl: string, hasToken: boolean): Html {
  if (!hasToken) return incomplete()
  const fields = [
    field({
      name: 'organization',
      label: 'Organization',
      hint: 'Its short name in commands and addresses: a–z, 0–9 and hyphens, such as acme. It cannot be changed later.',
      type: 'text',
      autocomplete: 'off',
      maxlength: 63,
    }),
    field({ name: 'email', label: 'Your e-mail', type: 'email', autocomplete: 'username', maxlength: 254 }),
    field(name),
    field({ ...password, hint: PASSWORD_HINT }),
  ]
  const done = html`<p><strong>It is set up.</strong> <span data-shows="email"></span> is the first admin of <span data-shows="organization"></span>, and signed in here.</p>
<p>Go on at a terminal:</p>
${nextSteps(publicUrl, ['compartment login', 'compartment user invite deploy@example.com --role deployer', 'compartment user list'])}`
  return html`<h1>Set up this server</h1>
<p class="lead" data-before>Create the first organization and yourself as its admin. This link works once.</p>
${formPage('/v1/setup', fields, 'Set up', done)}`
}

export function activatePage(publicUrl: string, hasToken: boolean): Html {
  if (!hasToken) return incomplete()
  const fields = [
    field(name),
    field({
      ...password,
      optional: true,
      hint: `${PASSWORD_HINT} Leave it empty only if you already have an account here and are signed in with it.`,
    }),
  ]
  const done = html`<p><strong>Welcome.</strong> <span data-shows="email"></span> is now a member of <span data-shows="organization"></span>, and signed in here.</p>
<p>See what you may do, at a terminal:</p>
${nextSteps(publicUrl, ['compartment login', 'compartment whoami'])}`
  return html`<h1>Accept your invitation</h1>
<p class="lead" data-before>Choose a password, and your account is ready. This link works once.</p>
${formPage('/v1/activate', fields, 'Accept', done)}`
}

export function demoPage(publicUrl: string, hasToken: boolean): Html {
  if (!hasToken) return incomplete()
  const done = html`<p><strong>You are in.</strong> This browser is signed in as <span data-shows="email"></span>, an admin of <span data-shows="organization"></span>.</p>
<p>Look around at a terminal:</p>
${nextSteps(publicUrl, ['compartment user list', 'compartment role list'])}`
  return html`<h1>Open the demo</h1>
<p class="lead" data-before>A small made-up company, with people, groups, roles and projects to try things on. Nothing in it is real.</p>
${formPage('/v1/demo/sign-in', [], 'Sign in to the demo', done)}`
}
