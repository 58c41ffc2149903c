import type { ManagedUser, SecondFactors } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Details, DetailsRow } from '../../ui/Details.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { FactorRule } from './FactorRule.tsx'
import styles from './FactorsCard.module.css'
import { LockedNotice } from './LockedNotice.tsx'
import { factorsOfQuery } from './queries.ts'
import { ResetFactorsDialog } from './ResetFactorsDialog.tsx'

/** What somebody else shows besides the password, and the way out for whoever has lost it. */
export function FactorsCard({ user }: { readonly user: ManagedUser }) {
  const isOwn = useUser().id === user.id
  const [resetting, setResetting] = useState(false)
  const { data, error, refetch } = useQuery({
    ...factorsOfQuery(user.id),
    enabled: user.assistable && !isOwn,
  })
  // One's own are under Sign-in Security, where they are changed one by one.
  if (!user.assistable || isOwn) return null
  const any = data !== undefined && data.totp.length + data.passkeys.length > 0
  return (
    <Card
      title={t('factors.title')}
      lead={t('factors.lead', { name: user.name })}
      aside={any && <Button onClick={() => setResetting(true)}>{t('factors.reset')}</Button>}
    >
      {error && <ErrorState error={error} title={t('factors.failed')} onRetry={() => refetch()} />}
      {!data && !error && <Loading lines={3} onRetry={() => refetch()} />}
      {data?.locked && <LockedNotice user={user} />}
      {data && <Factors factors={data} />}
      {user.manageable && <FactorRule key={user.secondFactorRule} user={user} />}
      {resetting && data && (
        <ResetFactorsDialog user={user} required={data.required} onClose={() => setResetting(false)} />
      )}
    </Card>
  )
}

function Factors({ factors }: { readonly factors: SecondFactors }) {
  const { totp, passkeys, recoveryCodesLeft, required } = factors
  if (totp.length + passkeys.length === 0) {
    return <p className={styles['muted']}>{t(required ? 'factors.noneRequired' : 'factors.none')}</p>
  }
  return (
    <Details>
      <DetailsRow label={t('factors.passkeys')}>
        <List none={t('factors.noPasskeys')}>
          {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
            <li key={id}>
              <strong>{name || t('factors.unnamed')}</strong>{' '}
              <span className={styles['muted']}>
                {t('factors.added')} <RelativeTime at={createdAt} />,{' '}
                {lastUsedAt === null ? (
                  t('factors.unused')
                ) : (
                  <>
                    {t('factors.used')} <RelativeTime at={lastUsedAt} />
                  </>
                )}
              </span>
            </li>
          ))}
        </List>
      </DetailsRow>
      <DetailsRow label={t('factors.apps')}>
        <List none={t('factors.noApps')}>
          {totp.map(({ id, name, createdAt, verified }) => (
            <li key={id}>
              <strong>{name || t('factors.unnamed')}</strong>{' '}
              <span className={styles['muted']}>
                {t('factors.added')} <RelativeTime at={createdAt} />
              </span>{' '}
              {!verified && <Badge kind="plain">{t('factors.unfinished')}</Badge>}
            </li>
          ))}
        </List>
      </DetailsRow>
      <DetailsRow label={t('factors.codes')}>
        {recoveryCodesLeft === 0
          ? t('factors.noCodes')
          : t('factors.codesLeft', { count: recoveryCodesLeft })}
      </DetailsRow>
    </Details>
  )
}

function List({ none, children }: { readonly none: string; readonly children: readonly ReactNode[] }) {
  if (children.length === 0) return <span className={styles['muted']}>{none}</span>
  return <ul className={styles['list']}>{children}</ul>
}
