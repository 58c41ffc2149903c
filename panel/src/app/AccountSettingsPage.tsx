import { Link } from '@tanstack/react-router'
import { LoginDetails } from '../features/account/LoginDetails.tsx'
import { ApiKeyRow } from '../features/api-key/ApiKeyRow.tsx'
import { ReconnectTracker } from '../features/api-key/ReconnectTracker.tsx'
import { t } from '../lib/messages/index.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { SessionsRow } from './SessionsRow.tsx'

export function AccountSettingsPage() {
  return (
    <Page
      title={t('area.settings')}
      lead={t('settings.lead')}
      aside={
        <Link to="/apis" className={buttonClass('plain')}>
          {t('area.apis')}
        </Link>
      }
    >
      <LoginDetails>
        <SessionsRow />
        <ApiKeyRow />
      </LoginDetails>
      <ReconnectTracker />
    </Page>
  )
}
