/** The console's pages at their addresses; each comes in a piece of its own when it is first opened. */
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent as lazy,
} from '@tanstack/react-router'
import { CONSOLE_PAGES as PAGES } from '../../contract/console-pages.ts'
import { Inside } from '../frame/inside.tsx'
import { readFeaturesView } from '../pages/features/view.ts'
import { readGroupsView } from '../pages/groups/view.ts'
import { NothingHere, OutOfOrder } from '../pages/missing/missing-page.tsx'
import { readRolesView } from '../pages/roles/view.ts'
import { readUsersView } from '../pages/users/view.ts'
import { knowAbilities } from './know-abilities.ts'
import { requireSession } from './require-session.ts'

/** The router's way of writing a part that varies. */
type RouterPath<P extends string> = P extends `${infer Before}{${infer Name}}${infer After}`
  ? `${Before}$${Name}${RouterPath<After>}`
  : P

function at<P extends string>({ path }: { readonly path: P }): RouterPath<P> {
  return path.replaceAll(/\{(\w+)\}/g, '$$$1') as RouterPath<P>
}

const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({
  notFoundComponent: NothingHere,
})

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Inside,
  beforeLoad: requireSession,
})

const link = lazy(() => import('../pages/link/link-page.tsx'), 'LinkPage')

const signInRoute = createRoute({
  getParentRoute: () => root,
  path: at(PAGES.signIn),
  component: lazy(() => import('../pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
  validateSearch: ({ to, organization }): { to?: string; organization?: string } => ({
    ...(typeof to === 'string' && { to }),
    ...(typeof organization === 'string' && { organization }),
  }),
})
const signInCallbackRoute = createRoute({
  getParentRoute: () => root,
  path: at(PAGES.signInCallback),
  component: lazy(() => import('../pages/sign-in/callback-page.tsx'), 'CallbackPage'),
})
const forgotRoute = createRoute({
  getParentRoute: () => root,
  path: at(PAGES.forgot),
  component: lazy(() => import('../pages/forgot/forgot-page.tsx'), 'ForgotPage'),
})
const resetRoute = createRoute({
  getParentRoute: () => root,
  path: at(PAGES.reset),
  component: link,
})
const activateRoute = createRoute({
  getParentRoute: () => root,
  path: at(PAGES.activate),
  component: link,
})
const acceptRoute = createRoute({
  getParentRoute: () => root,
  path: at(PAGES.accept),
  component: link,
})
const setupRoute = createRoute({
  getParentRoute: () => root,
  path: at(PAGES.setup),
  component: lazy(() => import('../pages/setup/setup-page.tsx'), 'SetupPage'),
})
const demoRoute = createRoute({
  getParentRoute: () => root,
  path: at(PAGES.demo),
  component: lazy(() => import('../pages/demo/demo-page.tsx'), 'DemoPage'),
})
const errorsRoute = createRoute({
  getParentRoute: () => root,
  path: at(PAGES.errors),
  component: lazy(() => import('../pages/errors/errors-page.tsx'), 'ErrorsPage'),
})

const chooserRoute = createRoute({
  getParentRoute: () => inside,
  path: at(PAGES.chooser),
  component: lazy(() => import('../pages/chooser/chooser-page.tsx'), 'ChooserPage'),
})
const organizationRoute = createRoute({
  getParentRoute: () => inside,
  path: at(PAGES.organization),
  component: lazy(() => import('../pages/organization/organization-page.tsx'), 'OrganizationPage'),
  loader: knowAbilities,
})
const usersRoute = createRoute({
  getParentRoute: () => inside,
  path: at(PAGES.users),
  component: lazy(() => import('../pages/users/users-page.tsx'), 'UsersPage'),
  validateSearch: readUsersView,
  loader: knowAbilities,
})
const groupsRoute = createRoute({
  getParentRoute: () => inside,
  path: at(PAGES.groups),
  component: lazy(() => import('../pages/groups/groups-page.tsx'), 'GroupsPage'),
  validateSearch: readGroupsView,
  loader: knowAbilities,
})
const rolesRoute = createRoute({
  getParentRoute: () => inside,
  path: at(PAGES.roles),
  component: lazy(() => import('../pages/roles/roles-page.tsx'), 'RolesPage'),
  validateSearch: readRolesView,
  loader: knowAbilities,
})
const featuresRoute = createRoute({
  getParentRoute: () => inside,
  path: at(PAGES.features),
  component: lazy(() => import('../pages/features/features-page.tsx'), 'FeaturesPage'),
  validateSearch: readFeaturesView,
  loader: knowAbilities,
})
const deviceRoute = createRoute({
  getParentRoute: () => inside,
  path: at(PAGES.device),
  component: lazy(() => import('../pages/device/device-page.tsx'), 'DevicePage'),
  validateSearch: ({ code }): { code?: string } => (typeof code === 'string' ? { code } : {}),
})
const passwordRoute = createRoute({
  getParentRoute: () => inside,
  path: at(PAGES.password),
  component: lazy(() => import('../pages/password/password-page.tsx'), 'PasswordPage'),
})
const accessRoute = createRoute({
  getParentRoute: () => inside,
  path: at(PAGES.access),
  component: lazy(() => import('../pages/access/access-page.tsx'), 'AccessPage'),
})
const sessionsRoute = createRoute({
  getParentRoute: () => inside,
  path: at(PAGES.sessions),
  component: lazy(() => import('../pages/sessions/sessions-page.tsx'), 'SessionsPage'),
})
const invitationsRoute = createRoute({
  getParentRoute: () => inside,
  path: at(PAGES.invitations),
  component: lazy(() => import('../pages/invitations/invitations-page.tsx'), 'InvitationsPage'),
})

const pages = root.addChildren([
  signInRoute,
  signInCallbackRoute,
  forgotRoute,
  resetRoute,
  activateRoute,
  acceptRoute,
  setupRoute,
  demoRoute,
  errorsRoute,
  inside.addChildren([
    chooserRoute,
    organizationRoute,
    usersRoute,
    groupsRoute,
    rolesRoute,
    featuresRoute,
    deviceRoute,
    passwordRoute,
    accessRoute,
    sessionsRoute,
    invitationsRoute,
  ]),
])

export function createConsoleRouter(queries: QueryClient) {
  return createRouter({
    routeTree: pages,
    context: { queries },
    defaultErrorComponent: OutOfOrder,
    defaultPreload: 'intent',
    scrollRestoration: false,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}
