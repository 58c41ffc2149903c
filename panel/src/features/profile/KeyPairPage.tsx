import '../../lib/messages/en/profile.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { useSession } from '../../lib/session.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { NotAllowed } from '../../ui/NotAllowed.tsx'
import { Page } from '../../ui/Page.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { Calculator } from './Calculator.tsx'
import { ClockCard } from './ClockCard.tsx'
import { NamedPairs } from './NamedPairs.tsx'
import { PairPanel } from './PairPanel.tsx'
import { PairTracker } from './PairTracker.tsx'
import { mainPair, pairsQuery } from './queries.ts'
import { pairSnippets } from './snippets.ts'
import { useGenerate } from './usePairActs.ts'
import { YouAreSet } from './YouAreSet.tsx'

/** The key pair of a super administrator for the signed e-mail API. */
export default function KeyPairPage() {
  const { adminType, user } = useSession()
  if (adminType !== 'super') return <NotAllowed title={t('pair.title')} reason={t('pair.notAllowed')} />
  return (
    <Page
      title={t('pair.title')}
      lead={t('pair.lead')}
      aside={
        <Link to="/profile" className={buttonClass('plain')}>
          {t('area.profile')}
        </Link>
      }
    >
      <Pair />
      <ShowAsCode name={t('code.pairName')} note={t('code.pairNote')} snippets={pairSnippets(user.name)} />
    </Page>
  )
}

function Pair() {
  const { data, error, refetch } = useQuery(pairsQuery)
  if (error) return <ErrorState error={error} title={t('profile.keysFailed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={6} onRetry={() => refetch()} />
  const pair = mainPair(data)
  if (!pair) return <NoPair />
  return (
    <>
      <PairPanel pair={pair} />
      <PairTracker />
      <YouAreSet userKey={pair.userKey} />
      <ClockCard key={`${pair.id} ${pair.clockCheck}`} pair={pair} />
      <Calculator pairs={data} />
      <NamedPairs pairs={data.filter(({ name }) => name !== 'default')} />
    </>
  )
}

function NoPair() {
  const generate = useGenerate(() => undefined)
  return (
    <Card title={t('pair.none')} lead={t('pair.noneText')}>
      <div>
        <Button kind="primary" busy={generate.busy} onClick={() => generate.run()}>
          {t('pair.generate')}
        </Button>
      </div>
      {generate.error !== null && <ErrorState error={generate.error} title={t('pair.notGenerated')} />}
    </Card>
  )
}
