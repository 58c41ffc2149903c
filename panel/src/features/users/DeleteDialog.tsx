import type { ManagedUser } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { HandOver } from './HandOver.tsx'
import { LastOwner } from './LastOwner.tsx'
import { useDelete } from './useDelete.ts'
import { deleteSnippets } from './userSnippets.ts'
import { WhatGoes } from './WhatGoes.tsx'

interface Props {
  readonly user: ManagedUser
  readonly onClose: () => void
  readonly onDeleted?: () => void
}

/** For good: says what goes with the user, and asks for the name, so that nobody deletes the wrong one. */
export function DeleteDialog({ user, onClose, onDeleted }: Props) {
  const cancel = useRef<HTMLButtonElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const [heir, setHeir] = useState('')
  const remove = useDelete(user, () => {
    onClose()
    onDeleted?.()
  })
  const submit = () => {
    setWrong(typed.trim() !== user.name)
    if (typed.trim() === user.name) void remove.run(heir)
    else field.current?.focus()
  }
  return (
    <Dialog
      alert
      open
      size="large"
      onClose={() => remove.busy || onClose()}
      title={t('delete.title', { name: user.name })}
      description={t('delete.text')}
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} disabled={remove.busy} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button kind="danger" busy={remove.busy} onClick={submit}>
            {t('delete.confirm')}
          </Button>
        </>
      }
    >
      <WhatGoes user={user} />
      <LastOwner user={user} heir={heir} />
      <HandOver user={user} heir={heir} onChoose={setHeir} />
      <TextField
        ref={field}
        label={t('delete.type', { name: user.name })}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        error={wrong && typed.trim() !== user.name ? t('delete.typeFirst') : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && submit()}
      />
      {remove.error !== null && <ErrorState error={remove.error} title={t('delete.failed')} />}
      <ShowAsCode
        name={t('code.deleteName')}
        snippets={deleteSnippets(window.location.origin, user.id, heir)}
      />
    </Dialog>
  )
}
