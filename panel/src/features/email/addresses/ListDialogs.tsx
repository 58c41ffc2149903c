import type { GroupList } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { errorText, fieldError, isCode } from '../../../lib/errors.ts'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { useSaveEdit } from '../../../lib/saveEdit.ts'
import { useAct } from '../../../lib/useAct.ts'
import { useAsShown } from '../../../lib/useAsShown.ts'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { EMAIL } from '../queries.ts'
import { bringBack } from './bringBack.ts'
import { ListFields } from './ListFields.tsx'
import { changeOf, draftOf, NEW_DRAFT, newListOf, reverseOf } from './listDraft.ts'
import { addListSnippets, deleteListSnippets, editListSnippets } from './listSnippets.ts'

interface AddProps {
  /** One that the account has, for the example. */
  readonly domain: string
  readonly onClose: () => void
}

export function AddListDialog({ domain, onClose }: AddProps) {
  const queries = useQueryClient()
  const [draft, setDraft] = useState(NEW_DRAFT)
  const list = newListOf(draft)
  const add = useAct(async () => {
    const { address } = await api.lists.create(list)
    onClose()
    tellDone({ text: t('lists.added', { address }) })
    await queries.invalidateQueries({ queryKey: EMAIL })
  })
  const faults = faultsOf(add.error)
  const wrongAddress = addressFault(add.error)
  const isAtField = [wrongAddress, ...Object.values(faults)].some((fault) => fault !== undefined)
  return (
    <FormDialog
      title={t('lists.add')}
      text={t('lists.addText')}
      button={t('lists.add')}
      act={add}
      onSubmit={() => void add.run()}
      onClose={onClose}
      fault={isAtField ? null : undefined}
    >
      <TextField
        label={t('lists.address')}
        hint={t('lists.addressHint', { domain })}
        required
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
        value={draft.address}
        error={wrongAddress}
        onChange={(event) => setDraft({ ...draft, address: event.currentTarget.value })}
      />
      <ListFields draft={draft} onChange={setDraft} faults={faults} />
      <ShowAsCode
        name={t('code.addListName')}
        snippets={addListSnippets({ ...list, address: list.address || `team@${domain}` })}
      />
    </FormDialog>
  )
}

interface EditProps {
  readonly list: GroupList
  readonly onClose: () => void
}

export function EditListDialog({ list: now, onClose }: EditProps) {
  const list = useAsShown(now, true)
  const queries = useQueryClient()
  const saveEdit = useSaveEdit()
  const [draft, setDraft] = useState(draftOf(list))
  const { address } = list
  const change = changeOf(list, draft)
  const save = useAct(async () => {
    if (Object.keys(change).length === 0) return onClose()
    const { displayName, replyTo, posting, posters } = list
    const changed = await saveEdit({
      change,
      // Members are added and removed one by one: nobody is in anybody's way.
      shown: { displayName, replyTo, posting, posters },
      read: () => api.lists.get(address),
      send: (edit) => api.lists.change(address, edit),
    })
    onClose()
    const undo = () => api.lists.change(address, reverseOf(list, change))
    if (changed) tellDone({ text: t('lists.changed', { address }), undo })
    await queries.invalidateQueries({ queryKey: EMAIL })
  })
  const faults = faultsOf(save.error)
  const isAtField = Object.values(faults).some((fault) => fault !== undefined)
  return (
    <FormDialog
      title={t('lists.editOf', { address })}
      button={t('lists.save')}
      act={save}
      onSubmit={() => void save.run()}
      onClose={onClose}
      fault={isAtField ? null : undefined}
    >
      <ListFields draft={draft} onChange={setDraft} faults={faults} />
      <ShowAsCode name={t('code.editListName')} snippets={editListSnippets(address, change)} />
    </FormDialog>
  )
}

export function DeleteListDialog({ list, onClose }: EditProps) {
  const queries = useQueryClient()
  const { address } = list
  const remove = useAct(async () => {
    await api.lists.delete(address)
    onClose()
    tellDone({ text: t('lists.deleted', { address }), undo: () => bringBack(list) })
    await queries.invalidateQueries({ queryKey: EMAIL })
  })
  return (
    <FormDialog
      alert
      title={t('lists.deleteTitle', { address })}
      text={t('lists.deleteText')}
      button={t('lists.delete')}
      act={remove}
      onSubmit={() => void remove.run()}
      onClose={onClose}
    >
      <ShowAsCode name={t('code.deleteListName')} snippets={deleteListSnippets(address)} />
    </FormDialog>
  )
}

function faultsOf(error: unknown) {
  const members = ['members', 'addMembers', 'removeMembers'].map((field) => fieldError(error, field))
  return {
    displayName: fieldError(error, 'displayName'),
    members: members.find((fault) => fault !== undefined),
    posters: fieldError(error, 'posters'),
  }
}

function addressFault(error: unknown): string | undefined {
  if (isCode(error, 'not_found')) return t('lists.noDomain')
  if (isCode(error, 'conflict')) return errorText(error)
  return fieldError(error, 'name') ?? fieldError(error, 'address')
}
