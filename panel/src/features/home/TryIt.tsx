import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { Card } from '../../ui/Card.tsx'
import { CodeSnippet, CommandLine } from '../../ui/CodeSnippet.tsx'
import { loginSnippets, verifySnippets } from './snippets.ts'
import styles from './TryIt.module.css'

/** Commands that work as they stand, against this very server. */
export function TryIt() {
  const { name } = useUser()
  const { origin } = window.location
  return (
    <Card title={t('home.tryTitle')} lead={t('home.tryLead')}>
      <ol className={styles['steps']}>
        <li>
          <p>{t('home.tryExport')}</p>
          <CommandLine name={t('home.tryExport')} code="read -rs KEYWARD_KEY && export KEYWARD_KEY" />
        </li>
        <li>
          <p>{t('home.tryVerify')}</p>
          <CodeSnippet name={t('home.tryVerify')} snippets={verifySnippets(origin)} />
        </li>
        <li>
          <p>{t('home.tryLogin')}</p>
          <CodeSnippet name={t('home.tryLogin')} snippets={loginSnippets(origin, name)} />
        </li>
      </ol>
    </Card>
  )
}
