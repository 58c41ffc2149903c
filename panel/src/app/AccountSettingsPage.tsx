import { LoginDetails } from '../features/account/LoginDetails.tsx'
import { ApiKeyRow } from '../features/api-key/ApiKeyRow.tsx'
import { ReconnectTracker } from '../features/api-key/ReconnectTracker.tsx'
import { t } from '../lib/messages/index.ts'
import { Page } from '../ui/Page.tsx'

export function AccountSettingsPage() {
  return (
    <Page title={t('area.settings')} lead={t('settings.lead')}>
      <LoginDetails>
        <ApiKeyRow />
      </LoginDetails>
      <ReconnectTracker />
    </Page>
  )
}
