import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { fieldError, isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { sessionQuery, useUser } from '../../lib/session.ts'
import { useAct } from '../../lib/useAct.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { TextField } from '../../ui/TextField.tsx'

/** The server's rule, said before it has to refuse. */
const SHORTEST_PASSWORD = 15

interface Props {
  readonly open: boolean
  readonly onClose: () => void
}

interface Draft {
  readonly currentPassword: string
  readonly newPassword: string
}

const EMPTY: Draft = { currentPassword: '', newPassword: '' }

export function PasswordDialog({ open, onClose }: Props) {
  const first = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState(EMPTY)
  const close = () => {
    setDraft(EMPTY)
    change.clear()
    onClose()
  }
  const change = useChangePassword(close)
  return (
    <FormDialog
      open={open}
      title={t('password.title')}
      text={t('password.effect')}
      button={t('password.change')}
      act={change}
      onSubmit={() => change.run(draft)}
      onClose={close}
      initialFocus={first}
      fault={!isGeneral(change.error) ? null : undefined}
    >
      <Fields draft={draft} error={change.error} first={first} onChange={setDraft} />
    </FormDialog>
  )
}

interface FieldsProps {
  readonly draft: Draft
  readonly error: unknown
  readonly first: React.RefObject<HTMLInputElement | null>
  readonly onChange: (draft: Draft) => void
}

function Fields({ draft, error, first, onChange }: FieldsProps) {
  const user = useUser()
  return (
    <>
      <input type="text" name="username" autoComplete="username" value={user.name} readOnly hidden />
      <TextField
        ref={first}
        label={t('password.current')}
        type="password"
        autoComplete="current-password"
        required
        value={draft.currentPassword}
        error={isCode(error, 'wrong_password') ? t('error.wrongPassword') : undefined}
        onChange={(event) => onChange({ ...draft, currentPassword: event.currentTarget.value })}
      />
      <TextField
        label={t('password.new')}
        hint={t('password.rule', { count: SHORTEST_PASSWORD })}
        type="password"
        autoComplete="new-password"
        required
        minLength={SHORTEST_PASSWORD}
        value={draft.newPassword}
        error={fieldError(error, 'newPassword')}
        onChange={(event) => onChange({ ...draft, newPassword: event.currentTarget.value })}
      />
    </>
  )
}

/** Errors that belong to no field stand below them all. */
function isGeneral(error: unknown): boolean {
  return error !== null && !isCode(error, 'wrong_password') && fieldError(error, 'newPassword') === undefined
}

function useChangePassword(onChanged: () => void) {
  const queries = useQueryClient()
  return useAct(async (draft: Draft) => {
    await api.users.changePassword(draft)
    // The session goes on under a new id, with a new CSRF token.
    await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    announce(t('password.changed'))
    onChanged()
  })
}
