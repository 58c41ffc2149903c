import type { ErrorComponentProps } from '@tanstack/react-router'
import { t } from '../lib/messages/index.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'

/** A page that failed to draw. The rest of the panel goes on. */
export function BrokenPage({ error }: ErrorComponentProps) {
  return (
    <Page title={t('broken.title')}>
      <ErrorState error={error} retryLabel={t('action.reload')} onRetry={() => window.location.reload()} />
    </Page>
  )
}
