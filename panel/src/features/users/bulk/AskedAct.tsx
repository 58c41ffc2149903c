import { type ManagedUser, newIdempotencyKey } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { t } from '../../../lib/messages/index.ts'
import { useUser } from '../../../lib/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { type BulkAct, type BulkKind, sorted } from './acts.ts'
import { DeleteFields } from './DeleteFields.tsx'
import { LeftOut, WillBe } from './People.tsx'
import { ResetFields } from './ResetFields.tsx'
import { RoleFields } from './RoleFields.tsx'
import { TypedCount } from './TypedCount.tsx'
import { useLastOwners } from './useLastOwners.ts'
import { actText, questionText } from './words.ts'

interface Props {
  readonly kind: BulkKind
  readonly users: readonly ManagedUser[]
  readonly busy: boolean
  readonly onStart: (act: BulkAct, users: readonly ManagedUser[]) => void
  readonly onClose: () => void
}

/** As many as this nobody counts by eye: the number is typed. Of those who are deleted always. */
const MANY = 100
/** With the id of a user behind it, it is no longer than the server takes. */
const KEY_PART = 23

/** Before anything is done: to whom it will be, who is left out and why, and what it means. */
export function AskedAct({ kind, users, busy, onStart, onClose }: Props) {
  const cancel = useRef<HTMLButtonElement>(null)
  const [act, setAct] = useState<BulkAct>(() => actOf(kind))
  const me = useUser().id
  const { willBe, leftOut } = sorted(act, users, { me, lastOwners: useLastOwners(act, users) })
  const count = willBe.length
  const mustType = count > 0 && (kind === 'delete' || kind === 'resetKey' || count >= MANY)
  const typed = useTyped(count)
  const submit = () => {
    if (mustType && !typed.isRight()) return
    onStart(act, willBe)
  }
  const needsRole = (act.kind === 'give' || act.kind === 'take') && act.role === ''
  return (
    <Dialog
      alert
      open
      size="large"
      onClose={() => busy || onClose()}
      title={needsRole ? t('bulk.rolesTitle', { count: users.length }) : questionText(act, count)}
      description={t(`bulk.text.${act.kind}`)}
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            kind={kind === 'delete' ? 'danger' : 'primary'}
            busy={busy}
            disabled={count === 0 || needsRole}
            onClick={submit}
          >
            {needsRole ? t('bulk.chooseRole') : actText(act, count)}
          </Button>
        </>
      }
    >
      {(act.kind === 'give' || act.kind === 'take') && <RoleFields act={act} onChange={setAct} />}
      {!needsRole && <WillBe users={willBe} />}
      {!needsRole && <LeftOut act={act} users={leftOut} />}
      {act.kind === 'delete' && <DeleteFields act={act} users={users} onChange={setAct} />}
      {act.kind === 'resetKey' && <ResetFields act={act} users={willBe} onChange={setAct} />}
      {mustType && <TypedCount count={count} typed={typed} onEnter={submit} />}
    </Dialog>
  )
}

function actOf(kind: BulkKind): BulkAct {
  if (kind === 'delete') return { kind, heir: '' }
  if (kind === 'factorRule') return { kind, rule: 'required' }
  if (kind === 'resetKey') return { kind, overlapSeconds: 0, onceKey: newIdempotencyKey().slice(0, KEY_PART) }
  return kind === 'give' || kind === 'take' ? { kind, role: '' } : { kind }
}

/** What was typed for the number, and whether it was wrong when it was asked for. */
function useTyped(count: number) {
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const isRight = () => {
    const right = text.replaceAll(/\D/g, '') === String(count)
    setWrong(!right)
    if (!right) field.current?.focus()
    return right
  }
  return { field, text, setText, wrong, isRight }
}
