import type { ManagedUser } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
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
    <ConfirmDialog
      size="large"
      title={t('delete.title', { name: user.name })}
      text={t('delete.text')}
      button={t('delete.confirm')}
      act={remove}
      onConfirm={submit}
      onClose={onClose}
      failed={t('delete.failed')}
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
      <ShowAsCode
        name={t('code.deleteName')}
        snippets={deleteSnippets(window.location.origin, user.id, heir)}
      />
    </ConfirmDialog>
  )
}
