import { type GenerateKeyPair, newIdempotencyKey, type RevealedKeyPair } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { LONGEST_OVERLAP_DAYS, type OverlapDraft, overlapSeconds } from '../../lib/overlap.ts'
import { useUser } from '../../lib/session.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ImpactPreview } from '../../ui/ImpactPreview.tsx'
import { OverlapChoice } from '../../ui/OverlapChoice.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { usePairImpact } from './queries.ts'
import { pairSnippets } from './snippets.ts'

interface Props {
  /** Of the pair; without it the one that is good for everything. */
  readonly pairName?: string
  readonly onClose: () => void
  /** Gives the focus to what the new pair is shown in. */
  readonly onDone: (pair: RevealedKeyPair) => void
}

const LONGEST_NOTE = 200

/** Asks before another pair takes the place of this one: whom it stops, and whether the old one goes on for a while. */
export function ResetPairDialog({ pairName, onClose, onDone }: Props) {
  const { name } = useUser()
  const cancel = useRef<HTMLButtonElement>(null)
  const done = useRef(false)
  const form = useResetPair(pairName, (pair) => {
    done.current = true
    onClose()
    onDone(pair)
  })
  const { reset, lost } = form
  return (
    <Dialog
      alert
      open
      size="large"
      onClose={() => reset.busy || onClose()}
      title={t('pair.resetTitle', { name: pairName ?? name })}
      description={t('pair.resetEffect')}
      initialFocus={cancel}
      returnsFocus={() => !done.current}
      actions={
        <>
          <Button ref={cancel} disabled={reset.busy} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          {!lost && (
            <Button kind="danger" busy={reset.busy} onClick={form.submit}>
              {reset.busy ? t('reset.busy') : t('reset.confirm')}
            </Button>
          )}
        </>
      }
    >
      <ImpactPreview impact={form.impact} />
      <OverlapChoice overlap={form.overlap} onChange={form.setOverlap} error={form.overlapError} />
      <TextField
        label={t('reset.note')}
        hint={t('reset.noteHint')}
        maxLength={LONGEST_NOTE}
        value={form.note}
        onChange={(event) => form.setNote(event.currentTarget.value)}
      />
      {form.stops > 0 && (
        <Checkbox
          label={t('reset.acknowledge', { count: form.stops })}
          checked={form.acknowledged}
          error={form.acknowledgeError}
          onChange={form.setAcknowledged}
        />
      )}
      {reset.error !== null && (
        <ErrorState
          error={reset.error}
          title={t(lost ? 'reset.lost' : 'pair.notGenerated')}
          retryLabel={lost ? t('reset.check') : t('action.retry')}
          onRetry={form.submit}
        />
      )}
      {pairName === undefined && (
        <ShowAsCode
          name={t('code.pairName')}
          note={t('code.pairNote')}
          snippets={pairSnippets(name, overlapSeconds(form.overlap, Date.now()) ?? 0)}
        />
      )}
    </Dialog>
  )
}

function useResetPair(pairName: string | undefined, onDone: (pair: RevealedKeyPair) => void) {
  const stepUp = useStepUp()
  const impact = usePairImpact(pairName)
  const [overlap, setOverlap] = useState<OverlapDraft>({ name: 'now', at: '' })
  const [note, setNote] = useState('')
  const [confirmed, setConfirmed] = useState(0)
  const [tried, setTried] = useState(false)
  // One dialog is one reset: asking again after a lost answer gives the same pair.
  const idempotencyKey = useRef(newIdempotencyKey())
  const sent = useRef<GenerateKeyPair | null>(null)
  const reset = useAct(async (request: GenerateKeyPair) => {
    const perform = () => api.keyPairs.generate(request, idempotencyKey.current, pairName)
    onDone(await stepUp('stepUp.pairReset', perform))
  })
  const lost = isCode(reset.error, 'network') || isCode(reset.error, 'outcome_unknown')
  const { activeCallers = 0, activeOnOldKey = 0 } = impact.data ?? {}
  const stops = overlap.name === 'now' ? activeCallers : activeOnOldKey
  // Who has confirmed that two stop has not confirmed it of five.
  const acknowledged = confirmed >= stops
  const submit = () => {
    setTried(true)
    const seconds = overlapSeconds(overlap, Date.now())
    if (!acknowledged || seconds === null) return
    if (sent.current === null || !lost) sent.current = { overlapSeconds: seconds, ...(note && { note }) }
    void reset.run(sent.current)
  }
  const badTime = tried && overlapSeconds(overlap, Date.now()) === null
  return {
    ...{ impact, overlap, setOverlap, note, setNote, stops, acknowledged, reset, lost, submit },
    overlapError: badTime ? t('overlap.atRule', { count: LONGEST_OVERLAP_DAYS }) : undefined,
    setAcknowledged: (on: boolean) => setConfirmed(on ? stops : 0),
    acknowledgeError: tried && !acknowledged ? t('reset.acknowledgeFirst') : undefined,
  }
}
