import type { ManagedUser } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { HeirChoice } from './HeirChoice.tsx'
import { rolesToHandOver } from './handOver.ts'
import { roleName } from './roleName.ts'

interface Props {
  readonly user: ManagedUser
  /** Id of who gets the roles; empty for nobody. */
  readonly heir: string
  readonly onChoose: (heir: string) => void
}

/** Who takes over what the user may do. Without roles there is nothing to take over. */
export function HandOver({ user, heir, onChoose }: Props) {
  const roles = rolesToHandOver(user)
  if (roles.length === 0) return null
  return (
    <HeirChoice
      label={t('delete.handOver')}
      hint={t('delete.handOverHint', { roles: roles.map(roleName).join(', ') })}
      account={user.accountId}
      leaving={new Set([user.id])}
      heir={heir}
      onChoose={onChoose}
    />
  )
}
