import type { ManagedUser } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { keyQueryOf } from '../../lib/key.ts'
import { t } from '../../lib/messages/index.ts'
import { Icon } from '../../ui/Icon.tsx'
import { credentialsOfQuery } from './queries.ts'
import styles from './WhatGoes.module.css'

/** What is deleted with a user, and what is not. The decision never waits for it. */
export function WhatGoes({ user }: { readonly user: ManagedUser }) {
  const { data: sessions } = useQuery({
    queryKey: ['sessions', user.id],
    queryFn: () => api.userSessions.list(user.id),
  })
  const { data: credentials } = useQuery(credentialsOfQuery(user.id))
  const key = useKeyText(user.id)
  const goes = [key, credentialsText(credentials), sessionsText(sessions?.length), t('delete.rest')]
  return (
    <div className={styles['lists']}>
      <List title={t('delete.goes')} icon="cross" texts={goes} />
      <List title={t('delete.stays')} icon="check" texts={[t('delete.log'), t('delete.services')]} />
    </div>
  )
}

interface ListProps {
  readonly title: string
  readonly icon: 'cross' | 'check'
  readonly texts: readonly string[]
}

function List({ title, icon, texts }: ListProps) {
  return (
    <section>
      <h3>{title}</h3>
      <ul className={styles['list']} data-kind={icon}>
        {texts.map((text, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines stay in place while their texts are looked up
          <li key={line}>
            <Icon name={icon} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const MOST_NAMES = 5

function credentialsText(credentials: readonly { readonly name: string }[] | undefined): string {
  if (credentials === undefined) return t('delete.loading')
  const count = credentials.length
  if (count === 0) return t('delete.noCredentials')
  const names = credentials.slice(0, MOST_NAMES).map(({ name }) => name)
  return t('delete.credentials', { count, names: names.join(', ') + (count > MOST_NAMES ? '…' : '') })
}

function sessionsText(count: number | undefined): string {
  if (count === undefined) return t('delete.loading')
  return count === 0 ? t('delete.noSessions') : t('delete.sessions', { count })
}

function useKeyText(userId: string): string {
  const { data: key } = useQuery(keyQueryOf(userId))
  const { data: impact } = useQuery({
    queryKey: ['impact', userId],
    queryFn: () => api.keys.impact(userId),
    enabled: Boolean(key),
    gcTime: 0,
  })
  if (key === undefined) return t('delete.loading')
  if (key === null) return t('delete.noKey')
  return `${t('delete.key', { lastFour: key.lastFour })} ${textOfUse(impact)}`
}

function textOfUse(impact: Awaited<ReturnType<typeof api.keys.impact>> | undefined): string {
  if (impact === undefined) return t('delete.loading')
  const { callers, windowDays: days } = impact
  return callers.length === 0 ? t('delete.keyUnused') : t('delete.keyUsed', { count: callers.length, days })
}
