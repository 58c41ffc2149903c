import type { UserSession } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { ExactTime, RelativeTime } from '../../ui/RelativeTime.tsx'
import { Table } from '../../ui/Table.tsx'
import styles from './SessionList.module.css'

interface Props {
  readonly sessions: readonly UserSession[]
  readonly busy: boolean
  readonly onEnd: (session: UserSession) => void
}

/** One row for each browser. The one that looks is ended by signing out, not here. */
export function SessionTable({ sessions, busy, onEnd }: Props) {
  return (
    <Table caption={t('sessions.card')} columns={columns()} cards>
      {sessions.map((session) => (
        <tr key={session.id}>
          <th scope="row">
            <span className={styles['current']}>
              <span translate="no">{session.client.replace('/', ' ')}</span>
              {session.current && <Badge kind="success">{t('sessions.current')}</Badge>}
            </span>
          </th>
          <td translate="no" data-label={t('sessions.address')}>
            {session.address}
          </td>
          <td data-label={t('sessions.since')}>
            <ExactTime at={session.createdAt} />
          </td>
          <td data-label={t('sessions.lastSeen')}>
            <RelativeTime at={session.lastSeenAt} />
          </td>
          <td data-acts>
            {!session.current && (
              <Button kind="quiet" busy={busy} onClick={() => onEnd(session)}>
                {t('sessions.end')}
                <Hidden>
                  {' '}
                  {t('sessions.endName', { client: session.client, address: session.address })}
                </Hidden>
              </Button>
            )}
          </td>
        </tr>
      ))}
    </Table>
  )
}

const columns = () => [
  { name: t('sessions.browser') },
  { name: t('sessions.address') },
  { name: t('sessions.since') },
  { name: t('sessions.lastSeen') },
  { name: t('sessions.acts'), hidden: true },
]
