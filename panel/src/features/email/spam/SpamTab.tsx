import '../../../lib/messages/en/spam.ts'
import { useQuery } from '@tanstack/react-query'
import { isCode } from '../../../lib/errors.ts'
import { t } from '../../../lib/messages/index.ts'
import { Loading } from '../../../ui/Loading.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { useAreas } from '../areas.ts'
import { MailFault, NotGiven } from '../MailFault.tsx'
import { SenderCard } from './SenderCard.tsx'
import { SpamCard } from './SpamCard.tsx'
import { type SpamOwner, sendersQuery, spamQuery } from './spamOwner.ts'

interface Props {
  readonly owner: SpamOwner
}

/** What becomes of spam, and who is always refused or let in. */
export function SpamTab({ owner }: Props) {
  const has = useAreas()('spam')
  if (has === null) return <Loading lines={8} />
  return has ? <Spam owner={owner} /> : <NotGiven />
}

function Spam({ owner }: Props) {
  const settings = useQuery(spamQuery(owner))
  const senders = useQuery(sendersQuery(owner))
  const error = settings.error ?? senders.error
  const retry = () => Promise.all([settings.refetch(), senders.refetch()])
  if (isCode(error, 'not_found')) return <p>{t(owner.kind === 'domain' ? 'domains.gone' : 'mailbox.gone')}</p>
  if (error) return <MailFault error={error} title={t('spam.failed')} onRetry={retry} />
  if (!settings.data || !senders.data) return <Loading lines={8} onRetry={retry} />
  return (
    <>
      {!settings.data.filterConnected && (
        <Notice kind="info">
          <strong>{t('spam.noFilter')}</strong>
          <p>{t('spam.noFilterText')}</p>
        </Notice>
      )}
      <SpamCard owner={owner} settings={settings.data} />
      <SenderCard owner={owner} kind="safe" lists={senders.data} />
      <SenderCard owner={owner} kind="block" lists={senders.data} />
    </>
  )
}
