import { t } from '../../lib/messages/index.ts'
import { Card } from '../../ui/Card.tsx'
import type { Right } from './operations.ts'
import { plainText } from './plainText.ts'
import styles from './Rights.module.css'

/** Who may: any one of these is enough. */
export function Rights({ rights }: { readonly rights: readonly Right[] }) {
  return (
    <Card title={t('apis.rights')} {...(rights.length > 1 && { lead: t('apis.anyRight') })}>
      <ul className={styles['rights']}>
        {rights.map(({ name, title, description }) => (
          <li key={name}>
            <strong>{title}</strong>: {plainText(description)}
          </li>
        ))}
      </ul>
    </Card>
  )
}
