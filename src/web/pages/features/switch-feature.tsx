/** Switching a flag, after who can do more or less by it was shown. It is in force at the very next request (F60). */
import type { Answer } from '../../../contract/client.ts'
import { api } from '../../api/client.ts'
import { ConfirmChange } from '../../parts/confirm-change.tsx'
import { ImpactStrip } from '../../parts/impact-strip.tsx'
import { useView } from './use-view.ts'
import type { Feature } from './view.ts'

type Props = { readonly feature: Feature; readonly done: () => void; readonly cancel: () => void }
type Effect = Extract<Answer<'setFeature'>, { readonly dry_run: true }>['effect']

export function SwitchFeature({ feature: { key, name, enabled }, done, cancel }: Props) {
  const { organization } = useView()
  const what = `Switch ${name} ${enabled ? 'off' : 'on'}`
  return (
    <ConfirmChange<Answer<'setFeature'>>
      organization={organization}
      title={`${what}?`}
      button={what}
      destructive={enabled}
      send={({ reason, ...query }) =>
        api.setFeature({
          ...query,
          organization,
          feature: key,
          body: { enabled: !enabled, ...(reason && { reason }) },
        })
      }
      about={({ effect }) => <Effects organization={organization} effect={effect} />}
      // Roles stay as they are: what changes is told above.
      instead={<></>}
      done={done}
      cancel={cancel}
    >
      <p>
        {enabled
          ? 'What it gates is off for everybody at once, whatever their roles say. Roles stay as they are.'
          : 'What it gates counts again for everybody whose roles give it. Nobody is given a role by this.'}
      </p>
    </ConfirmChange>
  )
}

function Effects({ organization, effect }: { readonly organization: string; readonly effect: Effect }) {
  if (effect.totals.entries === 0)
    return <p>Nobody can do more or less by it: no role that is held gives what it gates.</p>
  return <ImpactStrip organization={organization} impact={{ digest: '', ...effect }} />
}
