import type { UserGroup } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { ChoiceList } from '../../../ui/ChoiceList.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { FormDialog } from '../../../ui/FormDialog.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Notice } from '../../../ui/Notice.tsx'
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

/** By id, their names. */
type Chosen = ReadonlyMap<string, string>

/** Several users at once: whoever was chosen stays so and in sight, whatever is searched for next. */
export function AddMembersDialog({ group, onClose }: Props) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<Chosen>(new Map())
  const [tried, setTried] = useState(false)
  const { change } = useMembers()
  const ids = [...chosen.keys()]
  const add = useAct(async () => {
    setTried(true)
    if (ids.length === 0) return
    await change(group.id, { add: ids })
    const done = t('group.added', { count: ids.length, group: group.name })
    tellDone({ text: done, undo: () => change(group.id, { remove: ids }) })
    onClose()
  })
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
      <Candidates group={group} text={text} chosen={chosen} onChoose={setChosen} />
      {tried && ids.length === 0 && (
        <Notice kind="danger" urgent>
          {t('group.chooseFirst')}
        </Notice>
      )}
      <ShowAsCode
        name={t('group.membersCode')}
        snippets={membersSnippets(window.location.origin, group.id, { add: ids })}
      />
    </FormDialog>
  )
}

interface CandidatesProps {
  readonly group: UserGroup
  readonly text: string
  readonly chosen: Chosen
  readonly onChoose: (chosen: Chosen) => void
}

function Candidates({ group, text, chosen, onChoose }: CandidatesProps) {
  const { data, error, refetch } = useQuery(colleaguesQuery(group.accountId, text))
  if (error) return <ErrorState error={error} title={t('group.candidatesFailed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={4} onRetry={() => refetch()} />
  const there = new Set(group.members.map(({ id }) => id))
  const found = data.items.filter(({ id, manageable }) => manageable && !there.has(id))
  const texts = new Map(found.map(({ id, roles }) => [id, roles.map(roleName).join(', ')]))
  const names = new Map([...chosen, ...found.map(({ id, name }) => [id, name] as const)])
  const toggle = (id: string, isOn: boolean) => {
    const others = [...chosen].filter(([other]) => other !== id)
    onChoose(new Map(isOn ? [...others, [id, names.get(id) ?? id]] : others))
  }
  return (
    <>
      {found.length === 0 && (
        <p className={styles['muted']} role="status">
          {t(text === '' ? 'group.nobodyLeft' : 'group.nobodyFound')}
        </p>
      )}
      {names.size > 0 && (
        <ChoiceList
          legend={t('group.candidates')}
          kind="checkbox"
          hint={data.next === null ? undefined : t('group.moreFound')}
          options={[...names].map(([value, label]) => ({
            ...{ value, label, chosen: chosen.has(value) },
            text: texts.get(value) ?? '',
          }))}
          onChange={toggle}
        />
      )}
    </>
  )
}
