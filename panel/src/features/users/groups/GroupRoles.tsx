import type { Edit, GivableRole, UserGroup, UserGroupChange } from '@keyward/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { useSaveEdit } from '../../../lib/saveEdit.ts'
import { useStepUp } from '../../../lib/stepUp.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { rolesQuery, USERS } from '../queries.ts'
import { RoleMatrix } from '../RoleMatrix.tsx'
import { RoleTable } from '../RoleTable.tsx'
import { changeTo, type WantedRoles } from '../roleDraft.ts'
import { splitRoles } from '../roleMatrix.ts'
import { roleName } from '../roleName.ts'
import styles from '../UserFrame.module.css'
import { rolesOfGroup } from './rolesOfGroup.ts'
import { groupSnippets } from './snippets.ts'

/** What a group gives to its members. */
export function GroupRoles({ group }: { readonly group: UserGroup }) {
  const { data, error, refetch } = useQuery(rolesQuery)
  if (error) return <ErrorState error={error} title={t('roles.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={6} onRetry={() => refetch()} />
  // Made anew when the roles are others, so that nobody saves a choice made from an old list.
  return <Roles key={group.roles.join(' ')} group={group} all={data} />
}

interface Props {
  readonly group: UserGroup
  readonly all: readonly GivableRole[]
}

function Roles({ group, all }: Props) {
  const roles = rolesOfGroup(all, group.roles)
  const held = new Set(group.roles)
  const [wanted, setWanted] = useState<WantedRoles>(held)
  const changed = changeTo(roles, wanted) !== null
  const save = useSaveRoles(group)
  const { products, others } = splitRoles(roles, [])
  const toggle = (name: string, on: boolean) =>
    setWanted(new Set(on ? [...wanted, name] : [...wanted].filter((other) => other !== name)))
  const given = t('group.given')
  return (
    <Card title={t('groups.roles')} lead={t('group.rolesLead')}>
      {roles.length === 0 && <p className={styles['muted']}>{t('group.noRolesToGive')}</p>}
      {others.length > 0 && <RoleTable roles={others} wanted={wanted} onToggle={toggle} given={given} />}
      {products.length > 0 && (
        <>
          <h3>{t('matrix.title')}</h3>
          <RoleMatrix products={products} held={held} wanted={wanted} onWant={setWanted} given={given} />
        </>
      )}
      {changed && (
        <div className={styles['notice']}>
          <p role="status">
            {wanted.size === 0
              ? t('group.afterNone')
              : t('group.after', { roles: [...wanted].sort().map(roleName).join(', ') })}
          </p>
          <div className={styles['buttons']}>
            <Button onClick={() => setWanted(held)}>{t('roles.discard')}</Button>
            <Button kind="primary" busy={save.busy} onClick={() => save.run([...wanted].sort())}>
              {t('roles.save')}
            </Button>
          </div>
        </div>
      )}
      {save.error !== null && <ErrorState error={save.error} title={t('roles.notSaved')} />}
      <ShowAsCode
        name={t('group.code')}
        snippets={groupSnippets(
          window.location.origin,
          group.id,
          changed ? { roles: [...wanted].sort() } : null,
        )}
      />
    </Card>
  )
}

function useSaveRoles({ id, name, roles: before }: UserGroup) {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const saveEdit = useSaveEdit()
  const send = async (roles: readonly string[]) => {
    await stepUp('stepUp.group', () => api.groups.change(id, { roles }))
    await queries.invalidateQueries({ queryKey: USERS })
  }
  // All of them are sent: what somebody else gave meanwhile would be gone.
  const save = (roles: readonly string[]) =>
    saveEdit({
      change: { roles },
      shown: { roles: before },
      read: () => api.groups.get(id),
      send: (edit: Edit<UserGroupChange>) => api.groups.change(id, edit),
    })
  return useAct(async (roles: readonly string[]) => {
    const saved = await stepUp('stepUp.group', () => save(roles))
    if (saved) tellDone({ text: t('group.rolesSaved', { name }), undo: () => send(before) })
    await queries.invalidateQueries({ queryKey: USERS })
  })
}
