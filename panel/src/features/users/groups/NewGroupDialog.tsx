import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { fieldError, isCode } from '../../../lib/errors.ts'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { USERS } from '../queries.ts'
import { newGroupSnippets } from './snippets.ts'

interface Props {
  /** Whose; empty for the own one. */
  readonly account: string
  readonly onClose: () => void
}

/** Names a group; what it gives and to whom is chosen on its page. */
export function NewGroupDialog({ account, onClose }: Props) {
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const given = { name: name.trim(), description: description.trim(), ...(account !== '' && { account }) }
  const create = useAct(async () => {
    const group = await api.groups.create(given)
    tellDone({ text: t('groups.created', { name: group.name }) })
    await queries.invalidateQueries({ queryKey: USERS })
    await navigate({ to: '/groups/$groupId', params: { groupId: group.id } })
  })
  const taken = isCode(create.error, 'conflict') ? t('groups.taken') : undefined
  const errors = {
    name: taken ?? fieldError(create.error, 'name'),
    text: fieldError(create.error, 'description'),
  }
  return (
    <FormDialog
      title={t('groups.new')}
      text={t('groups.lead')}
      button={t('groups.create')}
      act={create}
      onSubmit={create.run}
      onClose={onClose}
      fault={errors.name !== undefined || errors.text !== undefined ? null : undefined}
    >
      <TextField
        label={t('groups.nameField')}
        hint={t('groups.nameHint')}
        value={name}
        error={errors.name}
        required
        maxLength={64}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextField
        label={t('groups.description')}
        hint={t('groups.descriptionHint')}
        value={description}
        error={errors.text}
        maxLength={255}
        autoComplete="off"
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <ShowAsCode name={t('groups.create')} snippets={newGroupSnippets(window.location.origin, given)} />
    </FormDialog>
  )
}
