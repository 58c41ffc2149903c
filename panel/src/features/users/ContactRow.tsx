import type { ContactType, ManagedUser } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { ActionItem, ActionMenu } from '../../ui/ActionMenu.tsx'
import { DetailsRow } from '../../ui/Details.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { USERS } from './queries.ts'
import styles from './UserFrame.module.css'

const TYPES = ['administrative', 'technical', null] as const
const textOf = (type: ContactType | null) => t(type === null ? 'user.contact.none' : `user.contact.${type}`)

/** What others turn to a user about. It can be undone. */
export function ContactRow({ user }: { readonly user: ManagedUser }) {
  const { id, contactType, manageable } = user
  const isOwn = useUser().id === id
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const send = async (type: ContactType | null) => {
    await stepUp('stepUp.changeUser', () => api.users.change(id, { contactType: type }))
    await queries.invalidateQueries({ queryKey: USERS })
  }
  const save = useAct(async (type: ContactType | null) => {
    await send(type)
    tellDone({ text: t('user.saved', { name: t('user.contact') }), undo: () => send(contactType) })
  })
  const menu = (
    <ActionMenu name={t('user.contact')}>
      {TYPES.filter((type) => type !== contactType).map((type) => (
        <ActionItem key={type ?? ''} onClick={() => save.run(type)}>
          {textOf(type)}
        </ActionItem>
      ))}
    </ActionMenu>
  )
  return (
    <DetailsRow label={t('user.contact')} actions={manageable && !isOwn && menu}>
      {textOf(contactType)}
      <div className={styles['muted']}>{t('user.contactText')}</div>
      {save.error !== null && <ErrorState error={save.error} />}
    </DetailsRow>
  )
}
