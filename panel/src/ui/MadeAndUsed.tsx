import type { ApiKey } from '@keyward/sdk'
import { formatDate, formatDialect } from '../lib/format.ts'
import { t } from '../lib/messages/index.ts'
import { RelativeTime } from './RelativeTime.tsx'

interface Props {
  readonly of: Pick<ApiKey, 'createdAt' | 'lastUse'>
}

/** When a key or a pair was made, and who used it last. */
export function MadeAndUsed({ of: { createdAt, lastUse } }: Props) {
  return (
    <>
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
    </>
  )
}
