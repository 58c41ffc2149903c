import { lazy, Suspense } from 'react'
import { Home } from '../features/home/HomePage.tsx'
import { managesAccount } from '../lib/rights.ts'
import { useUser } from '../lib/session.ts'

const RecentActivity = lazy(() => import('../features/audit/RecentActivity.tsx'))

/** What to do first, and for those who may read the log what was done last. */
export function HomePage() {
  const reads = managesAccount(useUser())
  return (
    <Home>
      {reads && (
        <Suspense>
          <RecentActivity />
        </Suspense>
      )}
    </Home>
  )
}
