import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { t } from '../../../lib/messages/index.ts'

interface Props {
  readonly groups: readonly { readonly id: string; readonly name: string }[]
}

/** "From group Billing, Support", each of them a link. */
export function GroupLinks({ groups }: Props) {
  return (
    <>
      {t('roles.fromGroups')}{' '}
      {groups.map(({ id, name }, at) => (
        <Fragment key={id}>
          {at > 0 && ', '}
          <Link to="/groups/$groupId" params={{ groupId: id }} translate="no">
            {name}
          </Link>
        </Fragment>
      ))}
    </>
  )
}
