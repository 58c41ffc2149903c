import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useId, useState } from 'react'
import { LoginDetails } from '../features/account/LoginDetails.tsx'
import { ApiKeyRow } from '../features/api-key/ApiKeyRow.tsx'
import { ReconnectTracker } from '../features/api-key/ReconnectTracker.tsx'
import { t } from '../lib/messages/index.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Page } from '../ui/Page.tsx'
import { SessionsRow } from './SessionsRow.tsx'

const SupportCard = lazy(() => import('../features/credentials/SupportCard.tsx'))

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
      <More />
    </Page>
  )
}

/** What people seldom come for: it is fetched when somebody asks for it. */
function More() {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <div>
      <Button kind="quiet" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {t('settings.more')}
      </Button>
      <div id={id} hidden={!open}>
        {open && (
          <Suspense fallback={<Loading lines={3} />}>
            <SupportCard />
          </Suspense>
        )}
      </div>
    </div>
  )
}
