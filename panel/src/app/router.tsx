import {
  createRootRoute,
  createRoute,
  createRouter,
  Navigate,
  type RouteComponent,
} from '@tanstack/react-router'
import { areas, moved, type Place, subpages, within } from './areas.ts'
import { BrokenPage } from './BrokenPage.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { OnlySignedIn } from './OnlySignedIn.tsx'
import { Shell } from './Shell.tsx'

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: BrokenPage,
})

const pages = [...areas, ...subpages].map((place) =>
  createRoute({
    getParentRoute: () => root,
    path: place.path,
    component: componentOf(place),
    errorComponent: BrokenPage,
  }),
)

function componentOf({ page: Page, open }: Place): RouteComponent {
  if (open) return Page
  const own: RouteComponent = () => (
    <OnlySignedIn>
      <Page />
    </OnlySignedIn>
  )
  // The router fetches the file of a page that may be opened next, or is.
  if (Page.preload) own.preload = Page.preload
  return own
}

const redirects = Object.entries(moved).map(([path, to]) =>
  createRoute({ getParentRoute: () => root, path, component: () => <Navigate to={to} replace /> }),
)

/** What is asked for in the address goes along. */
const shortcuts = Object.entries(within).map(([path, toOf]) => {
  const route = createRoute({
    getParentRoute: () => root,
    path,
    component: () => <Navigate to={toOf(route.useParams())} replace />,
  })
  return route
})

export const router = createRouter({
  routeTree: root.addChildren([...pages, ...redirects, ...shortcuts]),
  defaultPreload: 'intent',
  // The query cache decides what is fresh.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
})
