import type { ApiKey } from '@keyward/sdk'
import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyLabel } from '../../ui/CopyButton.tsx'
import { DetailsRow } from '../../ui/Details.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { KeyFacts } from './KeyFacts.tsx'
import styles from './KeyPanel.module.css'
import { NextStop } from './NextStop.tsx'
import { NoKey } from './NoKey.tsx'
import { OverlapNotice } from './OverlapNotice.tsx'
import { ResetDialog } from './ResetDialog.tsx'
import { ResetResult } from './ResetResult.tsx'
import { SetUp } from './SetUp.tsx'
import { useKeySubject } from './subject.ts'
import { type KeyRow, useKeyRow } from './useKeyRow.ts'

export function KeyPanel({ apiKey }: { readonly apiKey: ApiKey | null }) {
  const row = useKeyRow()
  const isOwn = useKeySubject().whose === 'me'
  if (apiKey === null) return <NoKey create={row.create} />
  return (
    <DetailsRow label={t('key.label')}>
      <div className={styles['panel']}>
        <div className={styles['line']}>
          <KeyValue lastFour={apiKey.lastFour} shown={row.shown} code={row.code} />
          <Actions row={row} apiKey={apiKey} />
        </div>
        {apiKey.state !== 'active' && <Notice kind="warning">{t(`key.${apiKey.state}`)}</Notice>}
        {row.byHand && <Notice kind="info">{t('key.copyByHand')}</Notice>}
        {apiKey.state !== 'lost' && apiKey.shownOnce && row.shown.value === null && (
          <p>{t(whyHidden(apiKey))}</p>
        )}
        <Failures row={row} />
        {row.fresh && <ResetResult row={row} overlap={apiKey.overlap} fresh={row.fresh} />}
        {apiKey.overlap && <OverlapNotice overlap={apiKey.overlap} />}
        <KeyFacts apiKey={apiKey} />
        {isOwn && (row.shown.value !== null || row.fresh) && <NextStop />}
        {isShowable(apiKey) && <SetUp row={row} />}
      </div>
    </DetailsRow>
  )
}

function isShowable({ shownOnce, state }: ApiKey): boolean {
  return !shownOnce && state !== 'lost'
}

/** Why there is no Show. */
function whyHidden({ showOnceRequired }: ApiKey) {
  return showOnceRequired ? 'key.shownOnceByAccount' : 'key.shownOnce'
}

function Actions({ row, apiKey }: { readonly row: KeyRow; readonly apiKey: ApiKey }) {
  const { shown, show, copy } = row
  const [resetting, setResetting] = useState(false)
  const visible = shown.value !== null
  return (
    <div className={styles['actions']}>
      {(visible ? !shown.lasting : isShowable(apiKey)) && (
        <Button kind="quiet" busy={show.busy} onClick={visible ? shown.hide : () => show.run()}>
          {visible ? t('action.hide') : t('action.show')} <Hidden>{t('key.label')}</Hidden>
        </Button>
      )}
      {(visible || isShowable(apiKey)) && (
        <Button kind="quiet" busy={copy.busy} onClick={() => copy.run()}>
          <CopyLabel copied={row.copied} name={t('key.label')} />
        </Button>
      )}
      <Button kind="quiet" onClick={() => setResetting(true)}>
        {t('action.reset')} <Hidden>{t('key.label')}</Hidden>
      </Button>
      <ResetDialog
        open={resetting}
        onClose={() => setResetting(false)}
        onDone={row.afterReset}
        showOnceRequired={apiKey.showOnceRequired}
      />
    </div>
  )
}

function Failures({ row: { show, copy } }: { readonly row: KeyRow }) {
  return (
    <>
      {show.error !== null && (
        <ErrorState error={show.error} title={t('key.notShown')} onRetry={() => show.run()} />
      )}
      {copy.error !== null && (
        <ErrorState error={copy.error} title={t('key.notCopied')} onRetry={() => copy.run()} />
      )}
    </>
  )
}
