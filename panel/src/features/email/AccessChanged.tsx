import type { AuditEntry } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { managesAccount } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import styles from './Email.module.css'
import { EMAIL } from './queries.ts'

const ACTION = 'mailbox.update'

/** Who switched a way in last, for those who may read the log. */
export function AccessChanged({ address }: { readonly address: string }) {
  const reads = managesAccount(useUser())
  const target = `mailbox:${address}`
  const { data } = useQuery({
    queryKey: [...EMAIL, 'accessChanged', address],
    queryFn: () => api.audit.page({ target, action: ACTION, text: 'protocols' }, {}),
    enabled: reads,
  })
  if (!reads) return null
  const last = data?.items.find(isOfAccess)
  return (
    <div className={styles['row']}>
      {last && (
        <p>
          {t('access.changed', { name: last.actor.name ?? last.actor.text })}, <RelativeTime at={last.at} />
        </p>
      )}
      <Link to={`/audit?${new URLSearchParams({ action: ACTION, target })}`}>{t('access.log')}</Link>
    </div>
  )
}

/** Not one of a mailbox whose name has that word. */
const isOfAccess = ({ details: { fields } }: AuditEntry) => `${fields}`.split(' ').includes('protocols')
