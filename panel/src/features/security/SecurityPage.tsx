import '../../lib/messages/en/security.ts'
import type { SecondFactors } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { AppsCard } from './AppsCard.tsx'
import { CodesCard } from './CodesCard.tsx'
import { CodesDialog } from './CodesDialog.tsx'
import { countOf } from './factors.ts'
import { PasskeysCard } from './PasskeysCard.tsx'
import { factorsQuery } from './queries.ts'

/** What somebody shows besides the password. */
export default function SecurityPage() {
  return (
    <Page title={t('area.security')} lead={t('security.lead')}>
      <Factors />
    </Page>
  )
}

function Factors() {
  const { data, error, refetch } = useQuery(factorsQuery)
  // Told once: in no cache, and gone with the dialog.
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  if (error) return <ErrorState error={error} title={t('security.failed')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={8} onRetry={() => refetch()} />
  return (
    <>
      <State factors={data} />
      <PasskeysCard factors={data} onCodes={setCodes} />
      <AppsCard factors={data} onCodes={setCodes} />
      <CodesCard factors={data} onCodes={setCodes} />
      {codes !== null && <CodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </>
  )
}

function State({ factors }: { readonly factors: SecondFactors }) {
  const isBare = countOf(factors) === 0
  if (factors.required) {
    return (
      <Notice kind="info">
        <strong>{t('security.required')}</strong>
        <p>{t('security.requiredText')}</p>
      </Notice>
    )
  }
  if (!isBare) return null
  return (
    <Notice kind="warning">
      <strong>{t('security.none')}</strong>
      <p>
        {t('security.noneText')} {t('security.api')}
      </p>
    </Notice>
  )
}
