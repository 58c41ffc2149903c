import '../ui/tokens.css'
import '../ui/base.css'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { Announcer } from '../ui/Announcer.tsx'
import { Kit } from './Kit.tsx'

/** There is no server behind this page: whatever a part asks for is here already. */
const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } })

const DOMAINS = ['example.com', 'example.net', 'xn--bcher-kva.example'].map((name) => ({ name }))
queryClient.setQueryData(['domainNames', ''], { items: DOMAINS, next: null, total: DOMAINS.length })

const router = createRouter({
  routeTree: createRootRoute({ component: Kit, notFoundComponent: Kit }),
  basepath: '/__kit',
})

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Announcer />
      </QueryClientProvider>
    </CSPProvider>,
  )
}
