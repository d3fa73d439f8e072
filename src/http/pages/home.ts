/** The front page of a server that has no console yet: what this is, and where to go on. */
import { nextSteps } from './form.ts'
import { type Html, html } from './html.ts'

export function homePage(publicUrl: string): Html {
  return html`<h1>Who can do what where, and why not</h1>
<p class="lead">Compartment decides who may do what where in your organization. When someone cannot, it says why and what fixes it.</p>
<h2>At a terminal</h2>
${nextSteps(publicUrl, ['compartment login', 'compartment whoami', 'compartment user invite deploy@example.com --role deployer', 'compartment --help'])}
<h2>On this server</h2>
<ul>
<li><a href="/openapi.json">/openapi.json</a><span>Every operation of the API, the permission it needs, and the shapes it takes and answers (OpenAPI 3.1).</span></li>
<li><a href="/docs/errors">/docs/errors</a><span>Every error code, and what it means.</span></li>
<li><a href="/readyz">/readyz</a><span>Whether the server can serve. <a href="/healthz">/healthz</a> says whether it lives.</span></li>
</ul>
<h2>Invited, or setting this up?</h2>
<p>Open the link that you were sent, or that <code>compartment serve</code> printed when it first started. Nobody gets in with a default password: there is none.</p>`
}
