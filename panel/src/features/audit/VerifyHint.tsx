import type { AuditStatus } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { formatDateTime } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { Card } from '../../ui/Card.tsx'
import { CommandLine } from '../../ui/CodeSnippet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice } from '../../ui/Notice.tsx'

/** How the log stands, and how to see that nobody has changed any of it. @param chain empty for the own account's */
export function VerifyHint({ chain }: { readonly chain: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['audit', 'status', chain],
    queryFn: () => api.audit.status(chain === '' ? undefined : chain),
  })
  return (
    <Card title={t('audit.verify')} lead={t('audit.verifyLead')}>
      {data && <Status status={data} />}
      {error && <ErrorState error={error} onRetry={() => refetch()} />}
      <CommandLine name={t('audit.verifyCommand')} code="npx keyward audit verify" />
      <CommandLine
        name={t('audit.verifyFileCommand')}
        code="npx keyward audit verify --export keyward-audit.jsonl"
      />
    </Card>
  )
}

function Status({ status: { entries, checked, problem, signed } }: { readonly status: AuditStatus }) {
  if (problem !== null) return <Notice kind="warning">{t('audit.broken', { problem })}</Notice>
  return (
    <p>
      {t('audit.intact', { count: checked, number: entries })}{' '}
      {signed === null
        ? t('audit.unsigned')
        : t('audit.signed', { number: signed.number, time: formatDateTime(signed.at) })}
    </p>
  )
}
