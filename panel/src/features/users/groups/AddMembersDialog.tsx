import type { UserGroup } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { ChoiceList } from '../../../ui/ChoiceList.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { colleaguesQuery } from '../queries.ts'
import { roleName } from '../roleName.ts'
import styles from '../UsersPage.module.css'
import { membersSnippets } from './snippets.ts'
import { useMembers } from './useMembers.ts'

interface Props {
  readonly group: UserGroup
  readonly onClose: () => void
}

/** Several users at once: whoever was chosen stays so, whatever is searched for next. */
export function AddMembersDialog({ group, onClose }: Props) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { data } = useQuery(colleaguesQuery(group.accountId, text))
  const { change } = useMembers()
  const there = new Set(group.members.map(({ id }) => id))
  const found = (data?.items ?? []).filter(({ id, manageable }) => manageable && !there.has(id))
  const ids = [...chosen]
  const add = useAct(async () => {
    if (ids.length === 0) return onClose()
    await change(group.id, { add: ids })
    const done = t('group.added', { count: ids.length, group: group.name })
    tellDone({ text: done, undo: () => change(group.id, { remove: ids }) })
    onClose()
  })
  const toggle = (id: string, isOn: boolean) =>
    setChosen(new Set(isOn ? [...chosen, id] : ids.filter((other) => other !== id)))
  return (
    <FormDialog
      title={t('group.add')}
      text={t('group.addText')}
      button={ids.length === 0 ? t('userGroups.add') : t('group.addConfirm', { count: ids.length })}
      act={add}
      onSubmit={add.run}
      onClose={onClose}
    >
      <SearchField label={t('group.find')} hint={t('group.findHint')} text={text} onLook={setText} />
      {data && found.length === 0 && (
        <p className={styles['muted']} role="status">
          {t(text === '' ? 'group.nobodyLeft' : 'group.nobodyFound')}
        </p>
      )}
      {found.length > 0 && (
        <ChoiceList
          legend={t('group.candidates')}
          kind="checkbox"
          hint={data?.next == null ? undefined : t('group.moreFound')}
          options={found.map(({ id, name, roles }) => ({
            ...{ value: id, label: name, chosen: chosen.has(id) },
            text: roles.map(roleName).join(', '),
          }))}
          onChange={toggle}
        />
      )}
      <ShowAsCode
        name={t('group.membersCode')}
        snippets={membersSnippets(window.location.origin, group.id, { add: ids })}
      />
    </FormDialog>
  )
}
