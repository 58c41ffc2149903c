import { useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { signatureFor, stampAt } from '../../lib/signature.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { useShownKey } from '../../lib/useShownKey.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './Pair.module.css'

/** A header for programs that cannot sign: good for one User-Agent, for as long as the pair. A secret like the pair itself. */
export function Calculator() {
  const [agent, setAgent] = useState('')
  const stepUp = useStepUp()
  const shown = useShownKey()
  const code = useRef<HTMLElement>(null)
  const compute = useAct(async () => {
    const pair = await stepUp('stepUp.pairShow', () => api.keyPairs.reveal())
    shown.show(await signatureFor(pair, agent, stampAt(new Date())))
  })
  return (
    <>
      <TextField
        label={t('pair.agent')}
        hint={t('pair.agentHint')}
        value={agent}
        onChange={(event) => {
          setAgent(event.currentTarget.value)
          shown.hide()
        }}
      />
      <div>
        <Button busy={compute.busy} onClick={() => compute.run()}>
          {t('pair.compute')}
        </Button>
      </div>
      {compute.error !== null && <ErrorState error={compute.error} title={t('pair.notComputed')} />}
      {shown.value !== null && (
        <div className={styles['line']}>
          <KeyValue shown={shown} code={code} />
          <CopyButton name={t('pair.header')} text={shown.value} />
        </div>
      )}
    </>
  )
}
