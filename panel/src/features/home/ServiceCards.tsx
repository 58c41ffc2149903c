import type { ApiKey, Endpoint } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { keyQuery } from '../../lib/key.ts'
import { t } from '../../lib/messages/index.ts'
import { usesEmail } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import styles from './ServiceCards.module.css'

/** What the user may use, each with its state: what Keyward itself offers, then the catalog. */
export function ServiceCards({ items }: { readonly items: readonly Endpoint[] }) {
  return (
    <ul className={styles['cards']}>
      <ServiceCard state={t('home.answers')} detail={t('home.identityDetail')}>
        <Link to="/apis">{t('home.identity')}</Link>
      </ServiceCard>
      <KeysCard />
      <EmailCard />
      {items.map(({ id, name, region, publicUrl }) => (
        <ServiceCard
          key={id}
          state={region === null ? t('home.inCatalog') : t('home.inCatalogOf', { region })}
          detail={publicUrl}
        >
          <Link to="/services" search={{ service: id }}>
            {name}
          </Link>
        </ServiceCard>
      ))}
    </ul>
  )
}

function KeysCard() {
  const { data: key } = useQuery(keyQuery)
  const state = key === undefined ? t('home.keyUnknown') : key === null ? t('home.noKey') : t(stateOf(key))
  return (
    <ServiceCard state={state} detail={t('home.keysDetail')}>
      <Link to="/account/settings">{t('home.keys')}</Link>
    </ServiceCard>
  )
}

/** For those who have a part in the e-mail area. */
function EmailCard() {
  const user = useUser()
  if (!usesEmail(user)) return null
  const part = user.adminType === null ? 'home.emailOperator' : (`home.emailPart.${user.adminType}` as const)
  return (
    <ServiceCard state={t(part)} detail={t('home.emailDetail')}>
      <Link to="/email">{t('home.email')}</Link>
    </ServiceCard>
  )
}

interface CardProps {
  readonly state: string
  readonly detail: string
  /** The link that is the card's name. */
  readonly children: ReactNode
}

function ServiceCard({ state, detail, children }: CardProps) {
  return (
    <li className={styles['card']}>
      <h3>{children}</h3>
      <p className={styles['detail']}>{detail}</p>
      <p className={styles['state']}>{state}</p>
    </li>
  )
}

function stateOf({ state }: ApiKey) {
  return state === 'active' ? 'home.keyActive' : 'home.keyRefused'
}
