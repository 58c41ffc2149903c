import type { ManagedUser } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { t } from '../../lib/messages/index.ts'
import { Notice } from '../../ui/Notice.tsx'
import { ownersQuery } from './queries.ts'

const OWNER = 'identity:user-admin'

interface Props {
  readonly user: ManagedUser
  /** Id of who gets the roles; empty for nobody. */
  readonly heir: string
}

/** Says when nobody would own the account any more, while nobody is chosen to. */
export function LastOwner({ user, heir }: Props) {
  const isOwner = user.roles.includes(OWNER)
  const { data } = useQuery({ ...ownersQuery(user.accountId), enabled: isOwner })
  const others = data?.items.filter(({ id }) => id !== user.id)
  if (!isOwner || heir !== '' || others === undefined || others.length > 0) return null
  return (
    <Notice kind="warning" urgent>
      {t('delete.lastOwner', { number: user.accountId })}
    </Notice>
  )
}
