import type { ManagedUser } from '@keyward/sdk'
import { formatDate } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { useNow } from '../../lib/useNow.ts'
import { Icon } from '../../ui/Icon.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { worriesAbout } from './keyAge.ts'
import styles from './UsersPage.module.css'

const MINUTE_MS = 60_000

/** How old the key is and when it was used last; what is worth a second look stands out. */
export function KeyCell({ user: { key, manageable } }: { readonly user: ManagedUser }) {
  const now = useNow(MINUTE_MS)
  if (key === null)
    return <span className={styles['muted']}>{t(manageable ? 'users.noKey' : 'users.keyHidden')}</span>
  const { isOld, use } = worriesAbout(key, now)
  return (
    <span className={styles['key']}>
      <Fact>
        {t('users.keyMade')} <time dateTime={key.createdAt}>{formatDate(key.createdAt)}</time>
      </Fact>
      {isOld && <Fact worry>{t('users.keyOld')}</Fact>}
      <Fact worry={use === 'unused'}>
        {key.lastUsedAt === null ? (
          t(use === 'unused' ? 'users.keyUnused' : 'users.keyNotYet')
        ) : (
          <>
            {t('users.keyUsed')} <RelativeTime at={key.lastUsedAt} />
          </>
        )}
      </Fact>
    </span>
  )
}

interface FactProps {
  readonly worry?: boolean
  readonly children: React.ReactNode
}

function Fact({ worry = false, children }: FactProps) {
  return (
    <span data-worry={worry || undefined}>
      {worry && <Icon name="warning" />}
      <span>{children}</span>
    </span>
  )
}
