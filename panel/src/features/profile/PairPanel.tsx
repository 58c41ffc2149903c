import type { KeyPair, RevealedKeyPair } from '@keyward/sdk'
import { Link } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { copyText, selectContents } from '../../lib/clipboard.ts'
import { t } from '../../lib/messages/index.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { useFocusWhenDrawn } from '../../lib/useFocusWhenDrawn.ts'
import { useShownKey } from '../../lib/useShownKey.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton, CopyLabel, useCopied } from '../../ui/CopyButton.tsx'
import { Details, DetailsRow } from '../../ui/Details.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { MadeAndUsed } from '../../ui/MadeAndUsed.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { OldPairNotice } from './OldPairNotice.tsx'
import styles from './Pair.module.css'
import { RefusedPairs } from './RefusedPairs.tsx'
import { ResetPairDialog } from './ResetPairDialog.tsx'
import { useRememberPair } from './usePairActs.ts'

export function PairPanel({ pair }: { readonly pair: KeyPair }) {
  const secret = useSecret()
  const power = useId()
  return (
    <>
      <Details>
        <DetailsRow
          label={t('pair.userKey')}
          actions={<CopyButton name={t('pair.userKey')} text={pair.userKey} />}
        >
          <code className={styles['value']} translate="no">
            {pair.userKey}
          </code>
          <p className={styles['muted']}>{t('pair.userKeyHint')}</p>
        </DetailsRow>
        <DetailsRow label={t('pair.secretKey')}>
          <div className={styles['line']}>
            <KeyValue shown={secret.shown} code={secret.code} />
            <Actions secret={secret} power={power} />
          </div>
          {secret.byHand && <Notice kind="info">{t('pair.copyByHand')}</Notice>}
          <Failures secret={secret} />
          <RefusedPairs pairs={[pair]} />
          {pair.overlap && <OldPairNotice pairName={pair.name} overlap={pair.overlap} />}
          <p className={styles['muted']}>
            <MadeAndUsed of={pair} />
          </p>
        </DetailsRow>
      </Details>
      <Notice kind="warning">
        <div id={power}>
          <p>{t('pair.power')}</p>
          <p>
            {t('pair.powerLimit')} <Link to="/admins">{t('pair.powerAdmins')}</Link>
          </p>
        </div>
      </Notice>
    </>
  )
}

/** The secret while it is on the screen, and what brings it there. */
function useSecret() {
  const stepUp = useStepUp()
  const shown = useShownKey()
  const code = useRef<HTMLElement>(null)
  const focusSecret = useFocusWhenDrawn(code)
  const [copied, markCopied] = useCopied()
  const [byHand, setByHand] = useState(false)
  const remember = useRememberPair()
  useEffect(() => {
    if (shown.value === null) setByHand(false)
    else if (byHand && code.current) selectContents(code.current)
  }, [byHand, shown.value])
  const reveal = async (act: 'stepUp.pairShow' | 'stepUp.pairCopy') =>
    (await stepUp(act, () => api.keyPairs.reveal())).secretKey
  const show = useAct(async () => {
    shown.show(await reveal('stepUp.pairShow'))
    announce(t('pair.shown'))
  })
  const copy = useAct(async () => {
    const value = shown.value ?? (await reveal('stepUp.pairCopy'))
    if (await copyText(value)) return markCopied(t('pair.secretKey'))
    shown.show(value)
    setByHand(true)
  })
  const afterReset = (made: RevealedKeyPair) => {
    remember(made)
    shown.show(made.secretKey)
    focusSecret()
    announce(t('pair.generated'))
  }
  return { shown, code, show, copy, copied, byHand, afterReset }
}

type Secret = ReturnType<typeof useSecret>

function Actions({ secret, power }: { readonly secret: Secret; readonly power: string }) {
  const { shown, show, copy } = secret
  const [resetting, setResetting] = useState(false)
  const visible = shown.value !== null
  return (
    <div className={styles['actions']}>
      <Button
        kind="quiet"
        busy={show.busy}
        aria-describedby={power}
        onClick={visible ? shown.hide : () => show.run()}
      >
        {visible ? t('action.hide') : t('action.show')} <Hidden>{t('pair.secretKey')}</Hidden>
      </Button>
      <Button kind="quiet" busy={copy.busy} aria-describedby={power} onClick={() => copy.run()}>
        <CopyLabel copied={secret.copied} name={t('pair.secretKey')} />
      </Button>
      <Button kind="quiet" onClick={() => setResetting(true)}>
        {t('pair.reset')} <Hidden>{t('pair.title')}</Hidden>
      </Button>
      {resetting && <ResetPairDialog onClose={() => setResetting(false)} onDone={secret.afterReset} />}
    </div>
  )
}

function Failures({ secret: { show, copy } }: { readonly secret: Secret }) {
  return (
    <>
      {show.error !== null && (
        <ErrorState error={show.error} title={t('pair.notShown')} onRetry={() => show.run()} />
      )}
      {copy.error !== null && (
        <ErrorState error={copy.error} title={t('pair.notCopied')} onRetry={() => copy.run()} />
      )}
    </>
  )
}
