/** Hands a diagnosis on to somebody who cannot look here: what was tried, the exact message, and the ticket that comes back. */
import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../../../contract/client.ts'
import { api } from '../../../api/client.ts'
import { faultOf } from '../../../api/fault.ts'
import { useMay } from '../../../app/abilities.ts'
import { FormFault } from '../../../form/faults.tsx'
import { Commands } from '../../../parts/commands.tsx'
import { CopiedText } from '../../../parts/copied.tsx'
import { Notice } from '../../../parts/notice.tsx'
import classes from './user-drawer.module.css'

type Props = { readonly organization: string; readonly diagnosis: Answer<'diagnoseAccess'> }

/** Everything that a ticket shows. */
const TAKES = [
  'organization.audit.read',
  'organization.user.read',
  'organization.role.read',
  'organization.group.read',
] as const

export function HandOn({ organization, diagnosis }: Props) {
  const may = useMay(organization)
  const [open, setOpen] = useState(false)
  if (diagnosis.id === undefined || !TAKES.every((permission) => may?.(permission) === true)) return null
  if (open) return <Ticket organization={organization} diagnosis={diagnosis} cancel={() => setOpen(false)} />
  return (
    <div className={classes['buttons']}>
      <Button variant="default" onClick={() => setOpen(true)}>
        Hand this on
      </Button>
    </div>
  )
}

function Ticket({ organization, diagnosis, cancel }: Props & { readonly cancel: () => void }) {
  const [tried, setTried] = useState('')
  const [message, setMessage] = useState('')
  const [override, setOverride] = useState('')
  const open = diagnosis.checks.flatMap(({ status }, at) => (status === 'unknown' ? [at + 1] : []))
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: () =>
      api.createBundle({
        organization,
        body: {
          diagnosis: diagnosis.id!,
          tried,
          error_message: message,
          ...(override.trim() !== '' && { override: override.trim() }),
        },
      }),
  })
  if (data !== undefined) return <Made bundle={data} />
  const lacks = [tried, message].some((text) => text.trim() === '')
  return (
    <section className={classes['diagnosis']} aria-label="Hand this on">
      <h4>Hand this on</h4>
      <Said label="What they tried" value={tried} set={setTried} />
      <Said
        label="The exact message"
        description="Word for word, as they were shown it. Secrets and one-time links in it are taken out."
        value={message}
        set={setMessage}
      />
      {open.length > 0 && (
        <Said
          label="Why now"
          description={`Check ${open.join(' and ')} cannot tell: look, or say why it is handed on before.`}
          value={override}
          set={setOverride}
        />
      )}
      <FormFault fault={error === null ? undefined : faultOf(error)} shown={[]} />
      <div className={classes['buttons']}>
        <Button
          loading={isPending}
          disabled={lacks || (open.length > 0 && override.trim() === '')}
          onClick={() => mutate()}
        >
          Make the ticket
        </Button>
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
      </div>
    </section>
  )
}

type Words = {
  readonly label: string
  readonly description?: string
  readonly value: string
  readonly set: (value: string) => void
}

function Said({ label, description, value, set }: Words) {
  return (
    <Textarea
      label={label}
      description={description}
      autosize
      minRows={2}
      required
      value={value}
      onChange={({ currentTarget: { value: text } }) => set(text)}
    />
  )
}

function Made({ bundle: { reference, markdown } }: { readonly bundle: Answer<'createBundle'> }) {
  return (
    <section className={classes['diagnosis']} aria-label="Hand this on">
      <Notice tone="done">
        <strong>Made.</strong> Its reference: <code>{reference}</code>
      </Notice>
      <CopiedText label="Ticket to send" text={markdown} />
      <Commands
        title="The file that can be replayed"
        commands={[`compartment access diagnosis bundle ${reference} --output json`]}
      />
    </section>
  )
}
