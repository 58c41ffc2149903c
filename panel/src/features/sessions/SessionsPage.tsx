import '../../lib/messages/en/sessions.ts'
import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { SessionList } from './SessionList.tsx'
import { sessionsSnippets } from './snippets.ts'

/** Where one is signed in oneself. */
export default function SessionsPage() {
  const { name } = useUser()
  return (
    <Page
      title={t('sessions.title')}
      lead={t('sessions.lead')}
      aside={
        <Link to="/account/settings" className={buttonClass('plain')}>
          {t('area.settings')}
        </Link>
      }
    >
      <SessionList whose="me" name={name} />
      <ShowAsCode name={t('code.sessionsName')} snippets={sessionsSnippets(window.location.origin, 'me')} />
    </Page>
  )
}
