import { useQuery } from '@tanstack/react-query'
import { t } from '../../lib/messages/index.ts'
import { isSignedOut } from '../../lib/session.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { lastUseOf } from './lastUseOf.ts'
import { ownUseQuery } from './queries.ts'

/** When somebody who is signed in last used an API with a key; nothing for everybody else. */
export function LastUse({ api }: { readonly api: string }) {
  const { data, isError } = useQuery({ ...ownUseQuery, enabled: !isSignedOut() })
  if (isSignedOut() || isError) return null
  if (!data) return <span>{t('apis.lastUse')} …</span>
  const at = lastUseOf(api, data.byCaller)
  if (at === undefined) return <span>{t('apis.notUsed')}</span>
  return (
    <span>
      {t('apis.lastUse')} <RelativeTime at={at} />
    </span>
  )
}
