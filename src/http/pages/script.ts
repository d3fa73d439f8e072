/**
 * What the pages with a form run: sends it as JSON, shows what was refused where it belongs, and what to do next. The
 * token stays in the address until it is used, and is taken out of it then; only sending uses it up, never opening.
 */
export const SCRIPT = `
'use strict'
const form = document.querySelector('form')
const alertBox = document.querySelector('[role="alert"]')
const done = document.querySelector('.done')
const button = form.querySelector('[type="submit"]')
const words = button.textContent

for (const toggle of form.querySelectorAll('[data-reveals]')) {
  toggle.hidden = false
  toggle.addEventListener('click', () => {
    const input = document.getElementById(toggle.dataset.reveals)
    const shown = input.type === 'password'
    input.type = shown ? 'text' : 'password'
    toggle.textContent = shown ? 'Hide' : 'Show'
    toggle.setAttribute('aria-pressed', String(shown))
  })
}

function say(lines) {
  alertBox.replaceChildren(...lines.filter(Boolean).map((line) => {
    const p = document.createElement('p')
    p.textContent = line
    return p
  }))
}

function mark(name, text) {
  const input = form.elements[name]
  const place = document.getElementById(name + '-wrong')
  if (!input || !place) return false
  place.textContent = text
  input.setAttribute('aria-invalid', String(text !== ''))
  return true
}

function sentence(text) {
  const clean = text.replaceAll('\`', '')
  return clean.charAt(0).toUpperCase() + clean.slice(1) + (/[.!?]$/.test(clean) ? '' : '.')
}

function refused(problem) {
  const errors = problem.errors ?? []
  const elsewhere = errors.filter((error) => !mark(error.pointer.slice(1), sentence(error.detail)))
  const all = errors.length === 0 || elsewhere.length > 0
  say([
    all ? sentence(problem.detail) : 'Please look at the fields below.',
    problem.next && 'Next: ' + problem.next.replaceAll('\`', ''),
    all && 'Reference: ' + problem.reference,
  ])
  form.querySelector('[aria-invalid="true"]')?.focus()
}

async function send() {
  const body = { token: new URLSearchParams(location.search).get('token') ?? '' }
  for (const [name, value] of new FormData(form)) if (value !== '') body[name] = value
  const response = await fetch(form.dataset.action, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) return refused(answer)
  history.replaceState(null, '', location.pathname)
  for (const place of done.querySelectorAll('[data-shows]')) {
    const text = place.dataset.shows === 'email' ? answer.user.email : (answer.organization ?? '')
    place.textContent = text
  }
  form.hidden = true
  for (const before of document.querySelectorAll('[data-before]')) before.hidden = true
  done.hidden = false
  done.focus()
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  say([])
  for (const input of form.querySelectorAll('input')) mark(input.name, '')
  button.disabled = true
  button.textContent = 'One moment…'
  try {
    await send()
  } catch {
    say(['The server did not answer. Check the connection and try again: nothing is lost.'])
  } finally {
    button.disabled = false
    button.textContent = words
  }
})
`
