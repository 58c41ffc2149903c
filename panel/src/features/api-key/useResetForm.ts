import { type Impact, newIdempotencyKey, type ResetRequest, type RevealedKey } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { isCode } from '../../lib/errors.ts'
import { keyQueryOf } from '../../lib/key.ts'
import { t } from '../../lib/messages/index.ts'
import { LONGEST_OVERLAP_DAYS, type OverlapDraft, overlapSeconds } from '../../lib/overlap.ts'
import { useStepUp } from '../../lib/stepUp.ts'
import { useAct } from '../../lib/useAct.ts'
import { useKeySubject } from './subject.ts'
import { useImpact } from './useImpact.ts'

/** Everything the reset dialog asks, and the reset itself. */
export function useResetForm(onDone: (key: RevealedKey) => void) {
  const impact = useImpact()
  const [overlap, setOverlap] = useState<OverlapDraft>({ name: 'now', at: '' })
  const [note, setNote] = useState('')
  const [showOnce, setShowOnce] = useState(false)
  const [confirmed, setConfirmed] = useState(0)
  const [tried, setTried] = useState(false)
  const acknowledgeBox = useRef<HTMLInputElement>(null)
  const { reset, send } = useReset(onDone)

  const { stops, overlapHelps } = stopping(impact.data, overlap)
  // Who has confirmed that two stop has not confirmed it of five.
  const acknowledged = confirmed >= stops
  const missing = stops > 0 && !acknowledged
  const submit = () => {
    setTried(true)
    const seconds = overlapSeconds(overlap, Date.now())
    if (missing) acknowledgeBox.current?.focus()
    else if (seconds !== null)
      void send({ overlapSeconds: seconds, ...(note !== '' && { note }), ...(showOnce && { showOnce }) })
  }
  const badTime = tried && overlapSeconds(overlap, Date.now()) === null
  return {
    impact,
    overlap,
    setOverlap,
    overlapError: badTime ? t('overlap.atRule', { count: LONGEST_OVERLAP_DAYS }) : undefined,
    note,
    setNote,
    showOnce,
    setShowOnce,
    stops,
    acknowledged,
    setAcknowledged: (on: boolean) => setConfirmed(on ? stops : 0),
    acknowledgeBox,
    acknowledgeError:
      tried && missing ? t(overlapHelps ? 'reset.acknowledgeFirst' : 'reset.acknowledgeAnyway') : undefined,
    reset,
    submit,
  }
}

/** How many applications the reset stops, and whether an overlap would spare any of them. */
function stopping(impact: Impact | undefined, { name }: OverlapDraft) {
  const { activeCallers = 0, activeOnOldKey = 0 } = impact ?? {}
  const stops = name === 'now' ? activeCallers : activeOnOldKey
  return { stops, overlapHelps: stops > activeOnOldKey }
}

/** Nobody knows whether the key was changed. */
export function isLost(error: unknown): boolean {
  return isCode(error, 'network') || isCode(error, 'outcome_unknown')
}

/**
 * One dialog is one reset: a second press, or asking again after a lost answer, sends the same request
 * under the same idempotency key and gets the same new key. One that is shown once is not told twice: the server then
 * says that it was made, and the next press makes another.
 */
function useReset(onDone: (key: RevealedKey) => void) {
  const stepUp = useStepUp()
  const queries = useQueryClient()
  const { whose } = useKeySubject()
  const idempotencyKey = useRef(newIdempotencyKey())
  const sent = useRef<ResetRequest | null>(null)
  const reset = useAct(async (request: ResetRequest) => {
    const perform = () => api.keys.reset(request, idempotencyKey.current, whose)
    onDone(await stepUp('stepUp.reset', perform).catch(notTold))
  })
  const notTold = (error: unknown): never => {
    if (isCode(error, 'key_shown_once')) {
      idempotencyKey.current = newIdempotencyKey()
      void queries.invalidateQueries(keyQueryOf(whose))
    }
    throw error
  }
  const send = (request: ResetRequest) => {
    // Only a lost answer leaves it open what happened; after a plain refusal the form may say something else.
    if (sent.current === null || !isLost(reset.error)) sent.current = request
    return reset.run(sent.current)
  }
  return { reset, send }
}
