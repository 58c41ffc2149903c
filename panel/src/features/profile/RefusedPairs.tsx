import type { KeyPair } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { Notice } from '../../ui/Notice.tsx'

/** The pairs that look good and are refused since a restore. */
export function RefusedPairs({ pairs }: { readonly pairs: readonly KeyPair[] }) {
  return pairs
    .filter(({ state }) => state === 'unconfirmed')
    .map(({ id, userKey }) => (
      <Notice key={id} kind="warning">
        {t('pair.unconfirmed', { userKey })}
      </Notice>
    ))
}
