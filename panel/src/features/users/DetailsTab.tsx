import type { Edit, ManagedUser, UserChange } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useSaveEdit } from '../../lib/saveEdit.ts'
import { useUser } from '../../lib/session.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { Card } from '../../ui/Card.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Details, DetailsRow } from '../../ui/Details.tsx'
import { FieldRow } from '../../ui/FieldRow.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { ContactRow } from './ContactRow.tsx'
import { USERS } from './queries.ts'
import styles from './UserFrame.module.css'

/** Who it is, and since when. */
export function DetailsTab({ user }: { readonly user: ManagedUser }) {
  return (
    <Card title={t('user.tab.details')}>
      <Details>
        <DetailsRow label={t('user.id')} actions={<CopyButton name={t('user.id')} text={user.id} />}>
          <code translate="no">{user.id}</code>
        </DetailsRow>
        <DetailsRow label={t('users.account')}>
          <span translate="no">{user.accountId}</span>
        </DetailsRow>
        <EmailRow user={user} />
        <ContactRow user={user} />
        <RegionRow user={user} />
        <DetailsRow label={t('user.password')}>
          <PasswordFact user={user} />
        </DetailsRow>
        <DetailsRow label={t('users.secondFactor')}>
          {t(user.secondFactor ? 'user.factorOn' : 'user.factorOff')}
        </DetailsRow>
        <DetailsRow label={t('users.lastSignIn')}>
          {user.lastSignInAt === null ? (
            <Muted>{t('users.neverSignedIn')}</Muted>
          ) : (
            <RelativeTime at={user.lastSignInAt} />
          )}
        </DetailsRow>
        <DetailsRow label={t('users.created')}>{formatDateTime(user.createdAt)}</DetailsRow>
      </Details>
    </Card>
  )
}

const Muted = ({ children }: { readonly children: ReactNode }) => (
  <span className={styles['muted']}>{children}</span>
)

function PasswordFact({ user: { passwordChangedAt } }: { readonly user: ManagedUser }) {
  if (passwordChangedAt === null) return <Muted>{t('user.noPassword')}</Muted>
  return (
    <>
      {t('user.passwordChanged')} <RelativeTime at={passwordChangedAt} />
    </>
  )
}

function EmailRow({ user }: { readonly user: ManagedUser }) {
  const save = useSave(user)
  const isOwn = useUser().id === user.id
  const shown = user.email ?? <Muted>{t('user.noEmail')}</Muted>
  // One's own address is changed where one's own sign-in is: other sessions end with it.
  if (isOwn || !user.assistable) return <DetailsRow label={t('user.email')}>{shown}</DetailsRow>
  return (
    <FieldRow
      name={t('user.email')}
      shown={shown}
      value={user.email ?? ''}
      field="email"
      hint={t('user.emailHint')}
      input={{ type: 'email', autoComplete: 'off', maxLength: 254, required: false }}
      onSave={(typed) => save(t('user.email'), { email: typed === '' ? null : typed })}
    />
  )
}

function RegionRow({ user }: { readonly user: ManagedUser }) {
  const save = useSave(user)
  const shown = user.defaultRegion ?? <Muted>{t('user.noRegion')}</Muted>
  if (!user.manageable) return <DetailsRow label={t('user.region')}>{shown}</DetailsRow>
  return (
    <FieldRow
      name={t('user.region')}
      shown={shown}
      value={user.defaultRegion ?? ''}
      field="defaultRegion"
      hint={t('user.regionText')}
      input={{ type: 'text', autoComplete: 'off', maxLength: 64, spellCheck: false }}
      onSave={(defaultRegion) => save(t('user.region'), { defaultRegion })}
    />
  )
}

function useSave({ id, email, defaultRegion }: ManagedUser) {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const saveEdit = useSaveEdit()
  return async (name: string, change: UserChange): Promise<void> => {
    const form = {
      change,
      shown: { email, defaultRegion },
      read: () => api.users.get(id),
      send: (edit: Edit<UserChange>) => api.users.change(id, edit),
    }
    const saved = await stepUp('stepUp.changeUser', () => saveEdit(form))
    if (saved) tellDone({ text: t('user.saved', { name }) })
    await queries.invalidateQueries({ queryKey: USERS })
  }
}
