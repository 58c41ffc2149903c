import type { ApiKey } from '@keyward/sdk'
import { formatDate, formatDialect } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import styles from './KeyFacts.module.css'

/** Where the key comes from, who used it last, and what it can do. */
export function KeyFacts({ apiKey: { createdAt, lastUse } }: { readonly apiKey: ApiKey }) {
  return (
    <div className={styles['facts']}>
      <p>
        {t('key.createdOn', { date: formatDate(createdAt) })}
        {' · '}
        {lastUse === null ? (
          t('key.noUse')
        ) : (
          <>
            {t('key.lastUsed')} <RelativeTime at={lastUse.at} />{' '}
            {t('key.lastUsedBy', {
              client: lastUse.client || t('caller.unnamed'),
              address: lastUse.address,
              dialect: formatDialect(lastUse.dialect),
            })}
          </>
        )}
      </p>
      <p>{t('key.whatItOpens')}</p>
    </div>
  )
}
