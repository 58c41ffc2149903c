import type { KeyPair } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { signatureFor, stampAt } from '../../lib/signature.ts'
import { faultOf, type SignatureFault, sentIn } from '../../lib/signatureFault.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { type ShownKey, useShownKey } from '../../lib/useShownKey.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Pair.module.css'

interface Draft {
  readonly pairName: string
  readonly agent: string
  /** What the program sent; empty for nothing. */
  readonly sent: string
}

/** What a program has to send for its User-Agent, and what is wrong with what it sent. The pair stays in the page. */
export function Calculator({ pairs }: { readonly pairs: readonly KeyPair[] }) {
  const [draft, setDraft] = useState<Draft>({ pairName: 'default', agent: '', sent: '' })
  const { shown, fault, compute, forget } = useCalculator(pairs, draft)
  const change = (more: Partial<Draft>) => {
    setDraft({ ...draft, ...more })
    forget()
  }
  return (
    <Card title={t('pair.calcTitle')} lead={t('pair.calcText')}>
      <div className={styles['questions']}>
        {pairs.length > 1 && (
          <Select
            label={t('pair.calcPair')}
            value={draft.pairName}
            options={pairs.map(({ name }) => ({
              value: name,
              label: name === 'default' ? t('pair.calcMain') : name,
            }))}
            onChange={(event) => change({ pairName: event.currentTarget.value })}
          />
        )}
        <TextField
          label={t('pair.agent')}
          hint={t('pair.agentHint')}
          value={draft.agent}
          onChange={(event) => change({ agent: event.currentTarget.value })}
        />
        <TextField
          label={t('pair.calcSent')}
          hint={t('pair.calcSentHint')}
          autoComplete="off"
          spellCheck={false}
          value={draft.sent}
          onChange={(event) => change({ sent: event.currentTarget.value })}
        />
        <div>
          <Button busy={compute.busy} onClick={() => compute.run()}>
            {t('pair.compute')}
          </Button>
        </div>
        {compute.error !== null && <ErrorState error={compute.error} title={t('pair.notComputed')} />}
        {fault !== undefined && (
          <Notice kind={fault === null ? 'success' : 'warning'}>
            <p role="status">{t(`pair.fault.${fault ?? 'none'}`)}</p>
          </Notice>
        )}
        {shown.value !== null && <Steps agent={draft.agent} header={shown.value} shown={shown} />}
      </div>
    </Card>
  )
}

function useCalculator(pairs: readonly KeyPair[], { pairName, agent, sent }: Draft) {
  const stepUp = useStepUp()
  const shown = useShownKey()
  // Undefined while nothing was compared.
  const [fault, setFault] = useState<SignatureFault | null>()
  const compute = useAct(async () => {
    const pair = await stepUp('stepUp.pairShow', () => api.keyPairs.reveal(pairName))
    const check = pairs.find(({ name }) => name === pairName)?.clockCheck ?? 'lenient'
    const now = new Date()
    const given = sent.trim()
    setFault(given === '' ? undefined : await faultOf(given, pair, agent, { check, nowMs: now.getTime() }))
    // Of the same time the hashes can be compared.
    shown.show(await signatureFor(pair, agent, sentIn(given)?.stamp ?? stampAt(now)))
  })
  const forget = () => {
    shown.hide()
    setFault(undefined)
  }
  return { shown, fault, compute, forget }
}

interface StepsProps {
  readonly agent: string
  readonly header: string
  readonly shown: ShownKey
}

function Steps({ agent, header, shown }: StepsProps) {
  const code = useRef<HTMLElement>(null)
  const [userKey = '', stamp = '', hash = ''] = header.split(':')
  return (
    <ol className={styles['calculated']}>
      <li>
        <p>{t('pair.calcJoin')}</p>
        <code className={styles['value']} translate="no">
          {userKey}
          {agent}
          {stamp}
          <em>{t('pair.calcSecret')}</em>
        </code>
      </li>
      <li>
        <p>{t('pair.calcHash')}</p>
        <code className={styles['value']} translate="no">
          {hash}
        </code>
      </li>
      <li>
        <p>{t('pair.calcHeader')}</p>
        <div className={styles['line']}>
          <KeyValue shown={shown} code={code} />
          <CopyButton name={t('pair.header')} text={header} />
        </div>
      </li>
    </ol>
  )
}
