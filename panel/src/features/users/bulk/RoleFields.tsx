import { useQuery } from '@tanstack/react-query'
import { t } from '../../../lib/messages/index.ts'
import { Radios } from '../../../ui/Choice.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Select } from '../../../ui/Select.tsx'
import { rolesQuery } from '../queries.ts'
import { roleName } from '../roleName.ts'
import type { BulkAct } from './acts.ts'

type RoleAct = Extract<BulkAct, { readonly role: string }>

interface Props {
  readonly act: RoleAct
  readonly onChange: (act: RoleAct) => void
}

/** Which role, and whether it is given or taken. Only those that the person may give are there. */
export function RoleFields({ act, onChange }: Props) {
  const { data: roles = [], error, refetch } = useQuery(rolesQuery)
  const givable = roles.filter((role) => role.givable)
  return (
    <>
      <Radios
        legend={t('bulk.giveOrTake')}
        name="bulk-roles"
        options={[
          { value: 'give', label: t('bulk.giveRole') },
          { value: 'take', label: t('bulk.takeRole') },
        ]}
        value={act.kind}
        onChange={(kind) => onChange({ ...act, kind })}
      />
      <Select
        label={t('users.role')}
        value={act.role}
        options={[
          { value: '', label: t('bulk.chooseRole') },
          ...givable.map(({ name }) => ({ value: name, label: roleName(name) })),
        ]}
        onChange={(event) => onChange({ ...act, role: event.currentTarget.value })}
      />
      {error && <ErrorState error={error} title={t('roles.failed')} onRetry={() => refetch()} />}
    </>
  )
}
