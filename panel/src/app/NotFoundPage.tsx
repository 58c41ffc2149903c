import { Link } from '@tanstack/react-router'
import { t } from '../lib/messages/index.ts'
import { buttonClass } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'

export function NotFoundPage() {
  return (
    <Page title={t('notFound.title')} lead={t('notFound.lead')}>
      <div>
        <Link to="/" className={buttonClass('plain')}>
          {t('notFound.home')}
        </Link>
      </div>
    </Page>
  )
}
