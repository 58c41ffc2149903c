import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { Card } from '../../ui/Card.tsx'
import { CodeSnippet, CommandLine } from '../../ui/CodeSnippet.tsx'
import styles from './Pair.module.css'
import { expectedAnswer, exportCode, firstCallSnippets } from './snippets.ts'

/** From here on the program does it all: what it needs, its first call, and what it is answered. */
export function YouAreSet({ userKey }: { readonly userKey: string }) {
  const { accountId } = useUser()
  return (
    <Card title={t('pair.setTitle')} lead={t('pair.setText')}>
      <div className={styles['steps']}>
        <p>{t('pair.setExport')}</p>
        <CommandLine name={t('pair.setExport')} code={exportCode(userKey)} />
        <p>{t('pair.setCall')}</p>
        <CodeSnippet name={t('pair.setCall')} snippets={firstCallSnippets(window.location.origin)} />
        <p>{t('pair.setAnswer')}</p>
        <CommandLine name={t('pair.setAnswer')} code={expectedAnswer(accountId)} />
      </div>
    </Card>
  )
}
