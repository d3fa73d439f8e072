/** Settings → Feature Flags: what is on, where that comes from, and which permissions count only with it (F63). */
import { useQuery } from '@tanstack/react-query'
import { features as featuresOf, settings } from '../../api/organization.ts'
import { Page } from '../../frame/page.tsx'
import { Empty } from '../../parts/empty.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Trouble } from '../../parts/trouble.tsx'
import { TenantPage } from '../tenant/tenant-page.tsx'
import { FeatureDrawer } from './feature-drawer.tsx'
import { FeatureTable } from './feature-table.tsx'
import { useView } from './use-view.ts'

const TITLE = 'Feature Flags'

export function FeaturesPage() {
  const { organization } = useView()
  return (
    <TenantPage
      organization={organization}
      title={TITLE}
      takes="organization.settings.manage"
      content={Features}
    />
  )
}

function Features({ tenant }: { readonly tenant: string }) {
  return (
    <Page
      title={TITLE}
      lead={`What is on in ${tenant}, and where that comes from. What a feature that is off gates is off for everybody, whatever their roles say.`}
    >
      <List />
    </Page>
  )
}

function List() {
  const { organization, view } = useView()
  const { data, error, refetch } = useQuery(featuresOf(organization))
  const plan = useQuery(settings(organization)).data?.tier
  if (error !== null) return <Trouble error={error} again={() => void refetch()} />
  if (data === undefined) return <Loading what="Looking what is on" />
  if (data.length === 0) {
    return (
      <Empty title="There are no features">
        Applications bring them in their catalogue, together with the permissions that they gate: register one
        with <code>compartment catalogue apply</code>.
      </Empty>
    )
  }
  return (
    <>
      <FeatureTable features={data} plan={plan} />
      {view.feature !== undefined && (
        <FeatureDrawer
          key={view.feature}
          feature={data.find(({ key }) => key === view.feature)}
          plan={plan}
        />
      )}
    </>
  )
}
