/** What is not there, what may not be seen, and what is out of order: each says so, and where to go on. */
import { Button } from '@mantine/core'
import { Link, useRouter } from '@tanstack/react-router'
import { Outside } from '../../frame/outside.tsx'
import { Page } from '../../frame/page.tsx'
import { Trouble } from '../../parts/trouble.tsx'

export function NothingHere() {
  return (
    <Outside
      title="Not found"
      heading="There is no such page"
      lead="The address may be misspelt, or the page was moved."
    >
      <p>
        <Link to="/">Go to the start</Link>
      </p>
    </Outside>
  )
}

/** A tenant that this session cannot see, whether there is one or not: nobody learns which. */
export function Unavailable({
  organization,
  email,
}: {
  readonly organization: string
  readonly email: string
}) {
  return (
    <Page
      title="Unavailable"
      heading="This tenant is not available to you"
      lead={
        <>
          <strong>{email}</strong> cannot open <code>{organization}</code>. There may be no such tenant, or
          you are not an active member of it.
        </>
      }
    >
      <ul className="plain-list">
        <li>
          Were you invited? Look at <Link to="/account/invitations">your invitations</Link>, or for the newest
          mail.
        </li>
        <li>Do you use another address there? Sign out, and sign in with that one.</li>
        <li>Otherwise ask an admin of the tenant to invite {email}.</li>
      </ul>
      <p>
        <Link to="/">Your tenants</Link>
      </p>
    </Page>
  )
}

/** The server is out of reach or busy, or the page itself failed. */
export function OutOfOrder({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const router = useRouter()
  const again = (): void => {
    reset()
    void router.invalidate()
  }
  return (
    <Outside title="Out of order" heading="This page cannot be shown right now">
      <Trouble error={error} again={again} />
      <div>
        <Button variant="subtle" onClick={() => location.reload()}>
          Load the page anew
        </Button>
      </div>
    </Outside>
  )
}
