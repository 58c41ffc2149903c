import type { ManagedUser, RoleOfUser } from '@keyward/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { catalogQuery } from '../../lib/catalog.ts'
import { tellDone } from '../../lib/lastDone.ts'
import { t } from '../../lib/messages/index.ts'
import { isOperator } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { UserGroupsCard } from './groups/UserGroupsCard.tsx'
import { rolesOfQuery, USERS } from './queries.ts'
import { RightsCard } from './RightsCard.tsx'
import { RoleMatrix } from './RoleMatrix.tsx'
import { RoleTable } from './RoleTable.tsx'
import { changeTo, effectiveRoles, heldRoles, reverseOf, type WantedRoles } from './roleDraft.ts'
import { splitRoles } from './roleMatrix.ts'
import { roleName } from './roleName.ts'
import styles from './UserFrame.module.css'
import { useAddLevels } from './useAddLevels.ts'
import { rolesSnippets } from './userSnippets.ts'

export function RolesTab({ user }: { readonly user: ManagedUser }) {
  const { data, error, refetch } = useQuery(rolesOfQuery(user.id))
  if (error) return <ErrorState error={error} title={t('roles.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={6} onRetry={() => refetch()} />
  // Made anew when the roles are others, so that nobody saves a choice made from an old list.
  return <Roles key={JSON.stringify(data)} user={user} roles={data} />
}

interface Props {
  readonly user: ManagedUser
  readonly roles: readonly RoleOfUser[]
}

function Roles({ user, roles }: Props) {
  const [wanted, setWanted] = useState<WantedRoles>(() => heldRoles(roles))
  const change = changeTo(roles, wanted)
  const save = useSaveRoles(user)
  const adding = useAddLevels()
  const isMaker = isOperator(useUser())
  const { data: catalog } = useQuery(catalogQuery)
  // Services without levels are only for those who can add some.
  const services = isMaker ? [...new Set(catalog?.items.map(({ name }) => name))].filter(mayName) : []
  const { products, others } = splitRoles(roles, services)
  const toggle = (name: string, on: boolean) =>
    setWanted(new Set(on ? [...wanted, name] : [...wanted].filter((other) => other !== name)))
  return (
    <>
      <Card title={t('user.tab.roles')} lead={t('roles.lead')}>
        <RoleTable roles={others} wanted={wanted} onToggle={toggle} />
        <div>
          <h3>{t('matrix.title')}</h3>
          <p className={styles['muted']}>{t(products.length > 0 ? 'matrix.lead' : 'matrix.empty')}</p>
        </div>
        {products.length > 0 && (
          <RoleMatrix
            products={products}
            held={heldRoles(roles)}
            wanted={wanted}
            onWant={setWanted}
            {...(isMaker && { onAddLevels: adding.run })}
          />
        )}
        {adding.error !== null && <ErrorState error={adding.error} title={t('matrix.notAdded')} />}
        {change !== null && (
          <div className={styles['notice']}>
            <p role="status">
              {t('roles.after', { roles: effectiveRoles(roles, wanted).map(roleName).join(', ') })}
              {wanted.size === 0 && ` ${t('roles.afterNone')}`}
            </p>
            <div className={styles['buttons']}>
              <Button onClick={() => setWanted(heldRoles(roles))}>{t('roles.discard')}</Button>
              <Button kind="primary" busy={save.busy} onClick={() => save.run(change)}>
                {t('roles.save')}
              </Button>
            </div>
          </div>
        )}
        {save.error !== null && <ErrorState error={save.error} title={t('roles.notSaved')} />}
      </Card>
      <UserGroupsCard user={user} />
      <RightsCard user={user} />
      <ShowAsCode
        name={t('code.rolesName')}
        snippets={rolesSnippets(window.location.origin, user.id, change)}
      />
    </>
  )
}

/** As names of roles may begin. */
const mayName = (service: string) => /^[A-Za-z][\w.-]{0,53}$/.test(service)

function useSaveRoles({ id, name }: ManagedUser) {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const send = async (change: NonNullable<ReturnType<typeof changeTo>>) => {
    await stepUp('stepUp.roles', () => api.roles.change(id, change))
    await queries.invalidateQueries({ queryKey: USERS })
  }
  return useAct(async (change: NonNullable<ReturnType<typeof changeTo>>) => {
    await send(change)
    tellDone({ text: t('roles.saved', { name }), undo: () => send(reverseOf(change)) })
  })
}
