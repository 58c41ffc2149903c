import '../../lib/messages/en/users.ts'
import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { managesUsers } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { NotAllowed } from '../../ui/NotAllowed.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { NewUserFields } from './NewUserFields.tsx'
import { NewUserMade } from './NewUserMade.tsx'
import styles from './NewUserPage.module.css'
import { bodyOf } from './newUser.ts'
import { newUserSnippets } from './newUserSnippets.ts'
import { useNewUser } from './useNewUser.ts'

/** A new person or program of the account. */
export default function NewUserPage() {
  const user = useUser()
  const form = useNewUser()
  if (!managesUsers(user)) return <NotAllowed title={t('newUser.title')} reason={t('users.notAllowed')} />
  return (
    <div className={styles['page']}>
      <Link to="/users" className={styles['back']}>
        {t('area.users')}
      </Link>
      <Page title={t('newUser.title')} lead={t('newUser.lead', { number: user.accountId })}>
        {form.created ? (
          <NewUserMade created={form.created} way={form.draft.way} onAgain={form.again} />
        ) : (
          <NewUserFields form={form} />
        )}
        <ShowAsCode
          name={t('code.newUserName')}
          note={t('code.newUserNote')}
          snippets={newUserSnippets(window.location.origin, bodyOf(form.draft))}
        />
      </Page>
    </div>
  )
}
