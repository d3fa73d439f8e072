/** Every code of the catalogue, where the `type` of a problem document points to. */
import { useEffect } from 'react'
import { CODES, type CodeClass, type CodeDefinition } from '../../../core/catalogue/codes.ts'
import { sentence } from '../../api/fault.ts'
import { Outside } from '../../frame/outside.tsx'
import classes from './errors.module.css'

const CLASSES: readonly (readonly [CodeClass, string])[] = [
  ['decision', 'Decisions'],
  ['authentication', 'Signing in'],
  ['request', 'Requests'],
  ['guard', 'Guards on changes'],
]

export function ErrorsPage() {
  // The browser looked for the place before it was drawn.
  useEffect(() => document.getElementById(location.hash.slice(1))?.scrollIntoView(), [])
  const named = location.hash.slice(1)
  return (
    <Outside
      title="Error codes"
      wide
      lead={
        <>
          What <code>code</code> says in a refusal. Whoever runs this server finds the full cause in its log,
          under the refusal’s <code>reference</code>.
        </>
      }
    >
      {CLASSES.map(([kind, title]) => (
        <section key={kind} className={classes['class']}>
          <h2>{title}</h2>
          <dl>
            {codesOf(kind).map(([code, { status, operator, person }]) => (
              <div key={code} id={code} data-named={code === named}>
                <dt>
                  <code>{code}</code>
                  <span>{status}</span>
                </dt>
                <dd>
                  {sentence(operator)} To the person: “{person}”
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Outside>
  )
}

function codesOf(kind: CodeClass): [string, CodeDefinition][] {
  return Object.entries<CodeDefinition>(CODES).filter(([, definition]) => definition.class === kind)
}
