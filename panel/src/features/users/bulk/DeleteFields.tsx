import type { ManagedUser } from '@keyward/sdk'
import { t } from '../../../lib/messages/index.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { HeirChoice } from '../HeirChoice.tsx'
import { rolesToHandOver } from '../handOver.ts'
import type { BulkAct } from './acts.ts'

type Deletion = Extract<BulkAct, { readonly kind: 'delete' }>

interface Props {
  readonly act: Deletion
  readonly users: readonly ManagedUser[]
  readonly onChange: (act: Deletion) => void
}

/** What is lost with them, and who takes the roles over. */
export function DeleteFields({ act, users, onChange }: Props) {
  const [first] = users
  const accounts = new Set(users.map(({ accountId }) => accountId))
  const hasRoles = users.some((user) => rolesToHandOver(user).length > 0)
  return (
    <>
      <Notice kind="warning">{t('bulk.lost')}</Notice>
      {accounts.size === 1 && hasRoles && first !== undefined && (
        <HeirChoice
          label={t('bulk.handOver')}
          account={first.accountId}
          leaving={new Set(users.map(({ id }) => id))}
          heir={act.heir}
          onChoose={(heir) => onChange({ ...act, heir })}
        />
      )}
      {hasRoles && accounts.size > 1 && <p>{t('bulk.manyAccounts')}</p>}
    </>
  )
}
