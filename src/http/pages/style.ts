/** The look of the server’s own pages: ink on paper, one accent, dense and calm; light and dark. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --raised: #fff; --ink: #1c1f21; --soft: #565d61; --line: #d9d7d0; --field: #8b9094;
  --accent: #0b5c5a; --on-accent: #fff; --wash: #e9f1f0; --bad: #9c2a1c; --bad-wash: #faeeeb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181a; --raised: #1c2022; --ink: #e7e6e2; --soft: #a4abae; --line: #33393c; --field: #70787c;
    --accent: #6cc5bd; --on-accent: #0c1716; --wash: #1b2b2b; --bad: #f0a093; --bad-wash: #33201d;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
.bar { border-bottom: 1px solid var(--line); }
.bar > div, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
.bar > div { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; padding-block: .65rem; }
.bar nav { display: flex; gap: 1.1rem; margin-left: auto; font-size: .9375rem; }
.bar nav a { padding: .3rem 0; }
.mark { display: inline-flex; align-items: center; gap: .5rem; font-weight: 650; color: inherit; text-decoration: none; }
.mark svg { width: 1.2rem; height: 1.2rem; color: var(--accent); }
main { padding-block: 2rem 2.5rem; }
footer { padding-block: 0 2rem; color: var(--soft); font-size: .875rem; }
h1 { margin: 0 0 .5rem; font-size: 1.6rem; line-height: 1.25; font-weight: 650; letter-spacing: -.012em; text-wrap: balance; }
h2 { margin: 2rem 0 .5rem; font-size: 1.0625rem; font-weight: 650; }
p { margin: 0 0 .75rem; max-width: 40rem; }
.soft { color: var(--soft); }
.lead { font-size: 1.0625rem; color: var(--soft); }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre { font: .875rem/1.6 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; }
pre {
  margin: 0 0 .75rem; padding: .7rem .9rem; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--raised);
  border: 1px solid var(--line); border-radius: 4px;
}
/* A command that does not fit goes on indented, so that each stays one. */
pre code { display: block; padding-left: 2ch; text-indent: -2ch; }
ul { margin: 0; padding: 0; list-style: none; border-top: 1px solid var(--line); }
li { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
li > :first-child { flex: 0 0 9rem; }
li > :last-child { flex: 1 1 16rem; color: var(--soft); }
form { max-width: 28rem; margin-top: 1.5rem; }
.field { margin-bottom: 1.1rem; }
label { display: block; margin-bottom: .25rem; font-weight: 600; }
label span { font-weight: 400; color: var(--soft); }
.hint, .wrong { margin: .3rem 0 0; font-size: .875rem; color: var(--soft); }
.wrong { color: var(--bad); }
.wrong:empty { display: none; }
input {
  width: 100%; min-width: 0; padding: .5rem .65rem; font: inherit; color: inherit; background: var(--raised);
  border: 1px solid var(--field); border-radius: 4px;
}
input[aria-invalid="true"] { border-color: var(--bad); }
.secret { display: flex; gap: .5rem; }
button { padding: .5rem 1rem; font: inherit; font-weight: 600; border-radius: 4px; cursor: pointer; border: 1px solid var(--accent); }
button[type="submit"] { background: var(--accent); color: var(--on-accent); }
button[type="button"] { flex: none; background: none; color: var(--accent); font-weight: 500; border-color: var(--field); }
button:disabled { opacity: .65; cursor: progress; }
[role="alert"]:empty, [hidden] { display: none; }
[role="alert"] {
  max-width: 40rem; margin: 1.25rem 0; padding: .7rem .9rem; background: var(--bad-wash);
  border-left: 3px solid var(--bad); border-radius: 2px;
}
[role="alert"] p:last-child { margin: 0; }
.done { max-width: 40rem; margin-top: 1.25rem; padding: .9rem 1rem .3rem; background: var(--wash); border-left: 3px solid var(--accent); border-radius: 2px; }
dl { margin: 0; border-top: 1px solid var(--line); }
dl > div { padding: .55rem 0; border-bottom: 1px solid var(--line); }
dl > div:target { background: var(--wash); box-shadow: -.6rem 0 0 var(--wash), .6rem 0 0 var(--wash); }
dt { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
dt code { font-weight: 600; }
dd { margin: 0; color: var(--soft); }
@media (prefers-reduced-motion: no-preference) { button { transition: opacity .12s; } }
`
