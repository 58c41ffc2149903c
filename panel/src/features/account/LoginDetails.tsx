import { type ReactNode, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Details, DetailsRow } from '../../ui/Details.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { EmailDialog } from './EmailDialog.tsx'
import styles from './LoginDetails.module.css'
import { PasswordDialog } from './PasswordDialog.tsx'
import { SecondFactorRow } from './SecondFactorRow.tsx'

/** Who you are here and how you sign in. Further rows come in as children. */
export function LoginDetails({ children }: { readonly children: ReactNode }) {
  const user = useUser()
  return (
    <Card title={t('account.title')}>
      <Details>
        <DetailsRow label={t('account.username')}>
          <span translate="no">{user.name}</span>
        </DetailsRow>
        <DetailsRow
          label={t('account.number')}
          actions={<CopyButton name={t('account.number')} text={user.accountId} />}
        >
          <span translate="no">{user.accountId}</span>
        </DetailsRow>
        <PasswordRow />
        <SecondFactorRow />
        <EmailRow />
        {children}
      </Details>
    </Card>
  )
}

function PasswordRow() {
  const user = useUser()
  const [editing, setEditing] = useState(false)
  return (
    <DetailsRow
      label={t('account.password')}
      actions={<EditButton name={t('account.password')} onClick={() => setEditing(true)} />}
    >
      <span aria-hidden="true" className={styles['dots']}>
        ••••••••
      </span>{' '}
      {user.passwordChangedAt !== null && (
        <span className={styles['muted']}>
          {t('account.passwordChanged')} <RelativeTime at={user.passwordChangedAt} />
        </span>
      )}
      <PasswordDialog open={editing} onClose={() => setEditing(false)} />
    </DetailsRow>
  )
}

function EmailRow() {
  const user = useUser()
  const [editing, setEditing] = useState(false)
  return (
    <DetailsRow
      label={t('account.email')}
      actions={<EditButton name={t('account.email')} onClick={() => setEditing(true)} />}
    >
      {user.email ?? <span className={styles['muted']}>{t('account.noEmail')}</span>}
      {/* Made anew each time, so that it starts with the address as it is now. */}
      {editing && <EmailDialog onClose={() => setEditing(false)} />}
    </DetailsRow>
  )
}

function EditButton({ name, onClick }: { readonly name: string; readonly onClick: () => void }) {
  return (
    <Button kind="quiet" onClick={onClick}>
      <Icon name="pencil" />
      {t('action.edit')} <Hidden>{name}</Hidden>
    </Button>
  )
}
