import type { ApiKey } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { MadeAndUsed } from '../../ui/MadeAndUsed.tsx'
import styles from './KeyFacts.module.css'

/** Where the key comes from, who used it last, and what it can do. */
export function KeyFacts({ apiKey }: { readonly apiKey: ApiKey }) {
  return (
    <div className={styles['facts']}>
      <p>
        <MadeAndUsed of={apiKey} />
      </p>
      <p>{t('key.whatItOpens')}</p>
    </div>
  )
}
