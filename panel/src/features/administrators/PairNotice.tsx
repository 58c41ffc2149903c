import { t } from '../../lib/messages/index.ts'
import { CommandLine } from '../../ui/CodeSnippet.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { ShownPair } from './useAdminActs.ts'

/** The keys of a program, for whoever sets it up: nobody signs in as it to see them. */
export function PairNotice({ pair: { name, userKey, secretKey } }: { readonly pair: ShownPair }) {
  return (
    <Notice kind="success">
      <strong>{t('admins.pair', { name })}</strong>
      <p>{t('admins.pairText')}</p>
      <p>{t('admins.userKey')}</p>
      <CommandLine name={t('admins.userKey')} code={userKey} />
      <p>{t('admins.secretKey')}</p>
      <CommandLine name={t('admins.secretKey')} code={secretKey} />
    </Notice>
  )
}
