/** Who the session says that one is, and the way to the provider's page on which the password is changed (A11 to A16). */
import { ButtonAnchor } from '../../parts/button-link.tsx'
import { Facts } from '../../parts/facts.tsx'
import classes from './access.module.css'
import type { Access } from './access-page.tsx'
import { Pair } from './pair.tsx'
import { Panel } from './panel.tsx'

export function Identity({ access: { identity, password_url: url } }: { readonly access: Access }) {
  const { email, username, scopes } = identity
  return (
    <Panel title="Identity">
      <Facts
        facts={[
          ['E-mail', email],
          ['Username', username ?? <span className={classes['soft']}>none came with this session</span>],
          [
            'Scope',
            scopes.length === 0 ? (
              <span className={classes['soft']}>none yet</span>
            ) : (
              <ul key="scope">
                {scopes.map((pair) => (
                  <li key={pair.organization.id}>
                    <Pair {...pair} />
                  </li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
      <p className={classes['note']}>
        This view is read-only: it shows how you are seen, and changes nothing.
      </p>
      {url !== undefined && (
        <div className={classes['box']}>
          <h3>Password and recovery</h3>
          <p className={classes['note']}>
            Opens your provider’s page in a new tab. This page never receives your password, and keeps none.
          </p>
          <ButtonAnchor variant="default" href={url} target="_blank" rel="noopener noreferrer">
            Change password
          </ButtonAnchor>
        </div>
      )}
    </Panel>
  )
}
