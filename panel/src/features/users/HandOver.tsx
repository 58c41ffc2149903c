import type { ManagedUser } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Select } from '../../ui/Select.tsx'
import { heirsOf, rolesToHandOver } from './handOver.ts'
import { colleaguesQuery } from './queries.ts'
import { roleName } from './roleName.ts'
import styles from './WhatGoes.module.css'

interface Props {
  readonly user: ManagedUser
  /** Id of who gets the roles; empty for nobody. */
  readonly heir: string
  readonly onChoose: (heir: string) => void
}

/** Who takes over what the user may do. Without roles there is nothing to take over. */
export function HandOver({ user, heir, onChoose }: Props) {
  const hint = useId()
  const roles = rolesToHandOver(user)
  const { data } = useQuery({ ...colleaguesQuery(user.accountId), enabled: roles.length > 0 })
  if (roles.length === 0) return null
  const heirs = heirsOf(user, data ?? [])
  return (
    <div className={styles['handOver']}>
      <Select
        label={t('delete.handOver')}
        aria-describedby={hint}
        value={heir}
        options={[
          { value: '', label: t('delete.nobody') },
          ...heirs.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
      <p id={hint} className={styles['hint']}>
        {t('delete.handOverHint', { roles: roles.map(roleName).join(', ') })}
      </p>
    </div>
  )
}
