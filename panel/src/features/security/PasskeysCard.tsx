import type { Passkey, SecondFactors } from '@keyward/sdk'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { browserHasPasskeys } from '../../lib/passkeys.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { AddPasskeyDialog } from './AddPasskeyDialog.tsx'
import { Factor, FactorList } from './FactorList.tsx'
import { countOf } from './factors.ts'
import { RemoveDialog } from './RemoveDialog.tsx'
import { RenameDialog } from './RenameDialog.tsx'
import styles from './Security.module.css'

interface Props {
  readonly factors: SecondFactors
  readonly onCodes: (codes: readonly string[]) => void
}

/** What is open above the list. */
type Open =
  | { readonly what: 'add' }
  | { readonly what: 'rename' | 'remove'; readonly passkey: Passkey }
  | null

export function PasskeysCard({ factors, onCodes }: Props) {
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  const { passkeys, passkeyOrigin: origin } = factors
  const canAdd = origin === window.location.origin && browserHasPasskeys()
  return (
    <Card
      title={t('passkeys.title')}
      lead={t('passkeys.lead')}
      aside={
        canAdd && (
          <Button
            kind={countOf(factors) === 0 ? 'primary' : 'plain'}
            onClick={() => setOpen({ what: 'add' })}
          >
            <Icon name="plus" />
            {t('passkeys.add')}
          </Button>
        )
      }
    >
      {!canAdd && <WhyNot origin={origin} />}
      {passkeys.length === 0 ? (
        <p className={styles['muted']}>{t('passkeys.none')}</p>
      ) : (
        <Passkeys factors={factors} onOpen={setOpen} />
      )}
      {open?.what === 'add' && <AddPasskeyDialog onClose={close} onCodes={onCodes} />}
      {open?.what === 'rename' && <RenameDialog passkey={open.passkey} onClose={close} />}
      {open?.what === 'remove' && (
        <RemoveDialog
          name={open.passkey.name}
          isLast={countOf(factors) === 1}
          remove={() => api.secondFactors.removePasskey(open.passkey.id)}
          onClose={close}
        />
      )}
    </Card>
  )
}

function Passkeys({
  factors,
  onOpen,
}: {
  readonly factors: SecondFactors
  readonly onOpen: (open: Open) => void
}) {
  const mayRemove = !factors.required || countOf(factors) > 1
  return (
    <FactorList>
      {factors.passkeys.map((passkey) => (
        <Factor
          key={passkey.id}
          name={passkey.name}
          addedAt={passkey.createdAt}
          lastUsedAt={passkey.lastUsedAt}
          note={mayRemove ? undefined : t('security.lastOne')}
          onRename={() => onOpen({ what: 'rename', passkey })}
          onRemove={mayRemove ? () => onOpen({ what: 'remove', passkey }) : undefined}
        />
      ))}
    </FactorList>
  )
}

/** Passkeys belong to one address, and not every browser has them. */
function WhyNot({ origin }: { readonly origin: string | null }) {
  if (origin === null) return <Notice kind="info">{t('passkeys.noAddress')}</Notice>
  if (origin === window.location.origin) return <Notice kind="info">{t('passkeys.noBrowser')}</Notice>
  return (
    <Notice kind="info">
      <p>
        {t('passkeys.elsewhere')} <a href={`${origin}${window.location.pathname}`}>{origin}</a>
      </p>
    </Notice>
  )
}
