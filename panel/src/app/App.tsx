import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { SessionGate } from '../features/session/SessionGate.tsx'
import { queryClient } from '../lib/queryClient.ts'
import { Announcer } from '../ui/Announcer.tsx'
import { EditProvider } from './EditProvider.tsx'
import { router } from './router.tsx'

export function App() {
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <SessionGate>
          <EditProvider>
            <RouterProvider router={router} />
          </EditProvider>
        </SessionGate>
        <Announcer />
      </QueryClientProvider>
    </CSPProvider>
  )
}
