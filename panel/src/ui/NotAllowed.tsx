import { Link } from '@tanstack/react-router'
import { t } from '../lib/messages/index.ts'
import { buttonClass } from './Button.tsx'
import { Page } from './Page.tsx'

interface Props {
  readonly title: string
  /** What one must be, and who can make one that. */
  readonly reason: string
}

/** For somebody who came by the address to a page that is not for them. */
export function NotAllowed({ title, reason }: Props) {
  return (
    <Page title={title} lead={t('notAllowed.lead')}>
      <p>{reason}</p>
      <div>
        <Link to="/" className={buttonClass('plain')}>
          {t('notFound.home')}
        </Link>
      </div>
    </Page>
  )
}
