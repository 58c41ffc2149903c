import { useQuery } from '@tanstack/react-query'
import { t } from '../../lib/messages/index.ts'
import { ChoiceList } from '../../ui/ChoiceList.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { rolesQuery } from './queries.ts'
import { roleName, roleText } from './roleName.ts'

interface Props {
  readonly chosen: readonly string[]
  readonly onChange: (roles: readonly string[]) => void
}

/** The roles that whoever looks may give; the others are given by those who have them. */
export function RoleChoice({ chosen, onChange }: Props) {
  const { data, error, refetch } = useQuery(rolesQuery)
  if (error) return <ErrorState error={error} title={t('newUser.rolesFailed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={3} onRetry={() => refetch()} />
  return (
    <ChoiceList
      kind="checkbox"
      legend={t('users.roles')}
      hint={data.every(({ givable }) => givable) ? undefined : t('newUser.rolesHint')}
      options={data
        .filter(({ givable }) => givable)
        .map((role) => ({
          value: role.name,
          label: roleName(role.name),
          text: roleText(role),
          chosen: chosen.includes(role.name),
        }))}
      onChange={(name, on) => onChange(on ? [...chosen, name] : chosen.filter((other) => other !== name))}
    />
  )
}
