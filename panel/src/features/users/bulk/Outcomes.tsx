import type { ManagedUser } from '@keyward/sdk'
import { useRef } from 'react'
import type { Outcome } from '../../../lib/bulk/run.ts'
import { errorText } from '../../../lib/errors.ts'
import { t } from '../../../lib/messages/index.ts'
import { Badge } from '../../../ui/Badge.tsx'
import styles from '../../../ui/Bulk.module.css'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Table } from '../../../ui/Table.tsx'
import { Links } from './Links.tsx'
import { doneOf, type Progress } from './useBulk.ts'
import { actText, progressText } from './words.ts'

/** More rows than these nobody reads; the sum says the rest. */
const MOST_ROWS = 200

interface Props {
  readonly progress: Progress
  /** Does what failed or was not begun once more. */
  readonly onGoOn: () => void
  readonly onClose: () => void
}

/** How each one came out, those that were not done first. */
export function Outcomes({ progress, onGoOn, onClose }: Props) {
  const { act, users, outcomes } = progress
  const close = useRef<HTMLButtonElement>(null)
  const done = doneOf(progress)
  const rest = users.filter(({ id }) => outcomes.get(id)?.kind !== 'done')
  const shown = [...rest, ...done].slice(0, MOST_ROWS)
  return (
    <Dialog
      alert
      open
      size="large"
      onClose={onClose}
      title={progressText(users.length, done.length)}
      description={t('bulk.restText', { act: actText(act, users.length) })}
      initialFocus={close}
      actions={
        <>
          <Button ref={close} onClick={onClose}>
            {t('action.close')}
          </Button>
          {rest.length > 0 && (
            <Button kind="primary" onClick={onGoOn}>
              {t('bulk.goOn', { count: rest.length })}
            </Button>
          )}
        </>
      }
    >
      <Links users={users} links={progress.links} />
      <div className={styles['rows']}>
        <Table
          caption={t('bulk.outcomes')}
          columns={[{ name: t('users.name') }, { name: t('bulk.outcome') }]}
        >
          {shown.map((user) => (
            <Row key={user.id} user={user} outcome={outcomes.get(user.id)} />
          ))}
        </Table>
      </div>
      {users.length > shown.length && <p>{t('bulk.moreRows', { count: users.length - shown.length })}</p>}
    </Dialog>
  )
}

interface RowProps {
  readonly user: ManagedUser
  readonly outcome: Outcome | undefined
}

function Row({ user, outcome }: RowProps) {
  return (
    <tr>
      <th scope="row" translate="no">
        {user.name}
      </th>
      <td>
        <span className={styles['outcome']}>
          {outcome === undefined && <Badge kind="plain">{t('bulk.notBegun')}</Badge>}
          {outcome?.kind === 'done' && (
            <Badge kind="success" icon="check">
              {t('bulk.isDone')}
            </Badge>
          )}
          {outcome?.kind === 'failed' && (
            <>
              <Badge kind="danger" icon="warning">
                {t('bulk.failed')}
              </Badge>
              {errorText(outcome.error)}
            </>
          )}
        </span>
      </td>
    </tr>
  )
}
