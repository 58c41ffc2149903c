import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { errorText, fieldError, isCode } from '../../../lib/errors.ts'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { useSaveEdit } from '../../../lib/saveEdit.ts'
import { useAct } from '../../../lib/useAct.ts'
import { useAsShown } from '../../../lib/useAsShown.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { EMAIL } from '../queries.ts'
import { saveAliasSnippets } from './aliasSnippets.ts'

interface Props {
  /** Null for a new one. */
  readonly address: string | null
  /** For an example of an address. */
  readonly domain?: string | undefined
  /** Of a new one, to begin with. */
  readonly members?: readonly string[]
  readonly onClose: () => void
}

/** An alias with its members, one a line. */
export function AliasDialog({ address, members = [], ...rest }: Props) {
  const there = useQuery({
    queryKey: [...EMAIL, 'alias', address],
    queryFn: () => api.aliases.get(address ?? ''),
    enabled: address !== null,
  })
  if (there.error && !there.data) return <ErrorState error={there.error} onRetry={() => there.refetch()} />
  if (address !== null && !there.data) return <Loading lines={2} onRetry={() => there.refetch()} />
  return <AliasForm address={address} before={there.data?.members ?? members} {...rest} />
}

function AliasForm({
  address,
  domain = 'example.com',
  before: now,
  onClose,
}: Omit<Props, 'members'> & { readonly before: readonly string[] }) {
  const before = useAsShown(now, true)
  const queries = useQueryClient()
  const saveEdit = useSaveEdit()
  const [name, setName] = useState(address ?? '')
  const [text, setText] = useState(before.join('\n'))
  const members = text.split(/[\s,;]+/).filter(Boolean)
  const change = (of: string) =>
    saveEdit({
      change: { members },
      shown: { members: before },
      read: () => api.aliases.get(of),
      send: (edit) => api.aliases.change(of, { members, ...edit }),
    })
  const save = useAct(async () => {
    if (address === null) await api.aliases.create({ address: name.trim(), members })
    const changed = address === null ? null : await change(address)
    onClose()
    if (address === null) tellDone({ text: t('aliases.added', { address: name.trim() }) })
    else if (changed) {
      const undo = () => api.aliases.change(address, { members: before })
      tellDone({ text: t('aliases.changed', { address }), undo })
    }
    await queries.invalidateQueries({ queryKey: EMAIL })
  })
  const taken = isCode(save.error, 'conflict')
  const wrongMembers = fieldError(save.error, 'members')
  const isAtField = taken || wrongMembers !== undefined || fieldError(save.error, 'name') !== undefined
  return (
    <FormDialog
      title={address === null ? t('aliases.add') : t('aliases.editTitle', { address })}
      text={t('aliases.addText')}
      button={address === null ? t('aliases.add') : t('aliases.save')}
      act={save}
      onSubmit={() => void save.run()}
      onClose={onClose}
      fault={isAtField ? null : undefined}
    >
      {address === null && (
        <TextField
          label={t('aliases.address')}
          hint={t('aliases.addressHint', { domain })}
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
          value={name}
          error={taken ? errorText(save.error) : fieldError(save.error, 'name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <TextArea
        label={t('aliases.members')}
        hint={t('aliases.membersHint')}
        rows={6}
        required
        spellCheck={false}
        value={text}
        error={wrongMembers}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ShowAsCode
        name={t('code.aliasesName')}
        snippets={saveAliasSnippets(name.trim() || `info@${domain}`, members, address === null)}
      />
    </FormDialog>
  )
}
