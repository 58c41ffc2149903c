import type { ManagedUser } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { t } from '../../../lib/messages/index.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { Select } from '../../../ui/Select.tsx'
import { heirsOf, rolesToHandOver } from '../handOver.ts'
import { colleaguesQuery } from '../queries.ts'
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
  const one = accounts.size === 1 && hasRoles && first !== undefined
  const { data } = useQuery({ ...colleaguesQuery(first?.accountId ?? ''), enabled: one })
  const chosen = new Set(users.map(({ id }) => id))
  const heirs = first ? heirsOf(first, data ?? []).filter(({ id }) => !chosen.has(id)) : []
  return (
    <>
      <Notice kind="warning">{t('bulk.lost')}</Notice>
      {one && (
        <Select
          label={t('bulk.handOver')}
          value={act.heir}
          options={[
            { value: '', label: t('delete.nobody') },
            ...heirs.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => onChange({ ...act, heir: event.currentTarget.value })}
        />
      )}
      {hasRoles && accounts.size > 1 && <p>{t('bulk.manyAccounts')}</p>}
    </>
  )
}
