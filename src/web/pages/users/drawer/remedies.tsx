/** What would help, best first: each with whom it concerns and who may do it; one's own are done here, after their impact. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Answer } from '../../../../contract/client.ts'
import { api } from '../../../api/client.ts'
import { goalOf } from '../../../api/organization.ts'
import { Chip } from '../../../parts/chip.tsx'
import { ConfirmChange } from '../../../parts/confirm-change.tsx'
import { ImpactStrip } from '../../../parts/impact-strip.tsx'
import { Words } from '../../../parts/words.tsx'
import type { About } from './about.ts'
import classes from './user-drawer.module.css'

type Diagnosis = Answer<'diagnoseAccess'>
type Remedy = NonNullable<Diagnosis['remedies']>[number]

type Props = About & {
  readonly diagnosis: Diagnosis
  readonly goal: string
  readonly at: string
}

/** As many as are looked at before more is asked for. */
const SHOWN = 3

export function Remedies(props: Props) {
  const { remedies = [], without_remedy: why } = props.diagnosis
  const [all, setAll] = useState(false)
  if (remedies.length === 0) return why === undefined ? null : <p className={classes['soft']}>{plain(why)}</p>
  const shown = all ? remedies : remedies.slice(0, SHOWN)
  return (
    <section className={classes['diagnosis']} aria-label="Remedies">
      <h4>Remedies, best first</h4>
      <ol className={classes['remedies']}>
        {shown.map((remedy) => (
          <li key={remedy.id}>
            <One {...props} remedy={remedy} />
          </li>
        ))}
      </ol>
      {shown.length < remedies.length && (
        <div className={classes['buttons']}>
          <Button variant="default" onClick={() => setAll(true)}>
            Show {remedies.length - shown.length} more
          </Button>
        </div>
      )}
    </section>
  )
}

function One({ organization, user, changed, goal, at, remedy }: Props & { readonly remedy: Remedy }) {
  const { id, text, impact, yours, organization_wide: wide, admin, lasting, suggested } = remedy
  const [applying, setApplying] = useState(false)
  if (applying) {
    return (
      <ConfirmChange
        organization={organization}
        title="Apply this?"
        button="Apply"
        destructive={impact.totals.lost > 0}
        send={({ reason, ...query }) =>
          api.applyRemedy({
            ...query,
            organization,
            body: { principal: user.id, goal: goalOf(goal, at), remedy: id, ...(reason && { reason }) },
          })
        }
        done={() => changed('The remedy was applied.')}
        cancel={() => setApplying(false)}
        instead={<p>Nobody’s roles change by this.</p>}
      >
        <p>
          <Words text={text} />
        </p>
      </ConfirmChange>
    )
  }
  return (
    <div className={classes['remedy']}>
      <p>
        <Words text={text} />
      </p>
      <p className={classes['marks']}>
        {suggested && <Chip tone="done">suggested</Chip>}
        {!lasting && <Chip>ends by itself</Chip>}
        {wide && <Chip tone="attention">organization-wide</Chip>}
        {admin && <Chip tone="denied">makes them an admin</Chip>}
      </p>
      {impact.totals.entries > 0 && <ImpactStrip organization={organization} impact={impact} />}
      <div className={classes['doing']}>
        <span className={classes['soft']}>{whoMay(remedy)}</span>
        {yours && (
          <Button size="xs" variant={suggested ? 'filled' : 'default'} onClick={() => setApplying(true)}>
            Apply
          </Button>
        )}
      </div>
    </div>
  )
}

function whoMay({ yours, performers }: Remedy): string {
  const others = performers?.people.map(({ email }) => email) ?? []
  const named = [...(yours ? ['you'] : []), ...others, ...(performers?.more === true ? ['others'] : [])]
  if (named.length === 0)
    return performers === undefined ? 'Not yours to do.' : 'Nobody may do it as things are.'
  return `May be done by ${named.join(', ')}.`
}

function plain(text: string): string {
  return text.replaceAll('`', '')
}
