import '../../lib/messages/en/profile.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { useSession } from '../../lib/session.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Details, DetailsRow } from '../../ui/Details.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Page } from '../../ui/Page.tsx'
import styles from './Pair.module.css'
import { mainPair, pairsQuery } from './queries.ts'
import { useGenerate } from './usePairActs.ts'

/** What belongs to whoever is signed in. */
export default function ProfilePage() {
  const { user, adminType } = useSession()
  return (
    <Page title={t('area.profile')} lead={t('profile.lead')}>
      <Details>
        <DetailsRow label={t('profile.you')}>
          <span translate="no">{user.name}</span>
        </DetailsRow>
        <DetailsRow label={t('profile.part')}>{t(`profile.part.${adminType ?? 'none'}`)}</DetailsRow>
        {adminType === 'super' && <KeysRow />}
        {adminType === 'super' && (
          <DetailsRow label={t('profile.admins')}>
            <div className={styles['row']}>
              <p>{t('profile.adminsText')}</p>
              <Link to="/admins" className={buttonClass('plain')}>
                {t('profile.admins')}
              </Link>
            </div>
          </DetailsRow>
        )}
        <DetailsRow label={t('profile.signIn')}>
          <div className={styles['row']}>
            <p>{t('profile.signInText')}</p>
            <Link to="/profile/security" className={buttonClass('plain')}>
              {t('area.security')}
            </Link>
          </div>
        </DetailsRow>
      </Details>
    </Page>
  )
}

function KeysRow() {
  const { data, error, refetch } = useQuery(pairsQuery)
  return (
    <DetailsRow label={t('pair.title')}>
      <div className={styles['row']}>
        <p>{t('profile.keysText')}</p>
        {data && <KeysButton exists={mainPair(data) !== undefined} />}
      </div>
      {error && <ErrorState error={error} title={t('profile.keysFailed')} onRetry={() => refetch()} />}
      {!data && !error && <Loading lines={1} onRetry={() => refetch()} />}
    </DetailsRow>
  )
}

/** One button: what it says depends on whether there is a pair. */
function KeysButton({ exists }: { readonly exists: boolean }) {
  const navigate = useNavigate()
  const generate = useGenerate(() => void navigate({ to: '/profile/api-keys' }))
  if (exists)
    return (
      <Link to="/profile/api-keys" className={buttonClass('plain')}>
        {t('pair.view')}
      </Link>
    )
  return (
    <>
      <Button kind="primary" busy={generate.busy} onClick={() => generate.run()}>
        {t('pair.generate')}
      </Button>
      {generate.error !== null && <ErrorState error={generate.error} title={t('pair.notGenerated')} />}
    </>
  )
}
