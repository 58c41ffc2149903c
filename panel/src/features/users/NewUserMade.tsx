import type { CreatedUser } from '@keyward/sdk'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { InvitationLink } from './InvitationLink.tsx'
import styles from './NewUserPage.module.css'
import type { WayIn } from './newUser.ts'

interface Props {
  readonly created: CreatedUser
  readonly way: WayIn
  readonly onAgain: () => void
}

/** What was made, and what to hand over. */
export function NewUserMade({ created: { user, invitation }, way, onAgain }: Props) {
  const title = useRef<HTMLElement>(null)
  useEffect(() => title.current?.focus(), [])
  const keys = { to: '/users/$userId', params: { userId: user.id }, search: { tab: 'keys' } } as const
  return (
    <Notice kind="success">
      <div className={styles['made']}>
        <div>
          <strong ref={title} tabIndex={-1}>
            {t('newUser.created', { name: user.name })}
          </strong>
          <p>{t(`newUser.next.${way}`)}</p>
        </div>
        {invitation && <InvitationLink invitation={invitation} />}
        <div className={styles['buttons']}>
          <Link {...keys} className={buttonClass(way === 'program' ? 'primary' : 'plain')}>
            {t('newUser.openKey')}
          </Link>
          <Button onClick={onAgain}>{t('newUser.again')}</Button>
          <Link to="/users" className={buttonClass('quiet')}>
            {t('newUser.toList')}
          </Link>
        </div>
      </div>
    </Notice>
  )
}
