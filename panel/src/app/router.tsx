import { createRootRoute, createRoute, createRouter, Navigate } from '@tanstack/react-router'
import { areas, moved } from './areas.ts'
import { BrokenPage } from './BrokenPage.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { Shell } from './Shell.tsx'

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: BrokenPage,
})

const pages = areas.map(({ path, page }) =>
  createRoute({ getParentRoute: () => root, path, component: page, errorComponent: BrokenPage }),
)

const redirects = Object.entries(moved).map(([path, to]) =>
  createRoute({ getParentRoute: () => root, path, component: () => <Navigate to={to} replace /> }),
)

export const router = createRouter({
  routeTree: root.addChildren([...pages, ...redirects]),
  defaultPreload: 'intent',
  // The query cache decides what is fresh.
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
})
