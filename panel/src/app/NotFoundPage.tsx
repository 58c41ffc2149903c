import { Link } from '@tanstack/react-router'
import { t } from '../lib/messages/index.ts'
import { isSignedOut } from '../lib/session.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import styles from './NotFoundPage.module.css'
import { paletteAsked } from './palette/asked.ts'

export function NotFoundPage() {
  return (
    <Page title={t('notFound.title')} lead={t('notFound.lead')}>
      <div className={styles['ways']}>
        {!isSignedOut() && <Button onClick={() => paletteAsked.set(true)}>{t('notFound.search')}</Button>}
        <Link to="/" className={buttonClass('plain')}>
          {t('notFound.home')}
        </Link>
      </div>
    </Page>
  )
}
