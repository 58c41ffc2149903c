import type { Invitation, ManagedUser } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { announce } from '../../../lib/announce.ts'
import { type Outcome, runAll } from '../../../lib/bulk/run.ts'
import { tellDone } from '../../../lib/lastDone.ts'
import { noticeSignedOut } from '../../../lib/session.ts'
import { StepUpCancelled, useStepUp } from '../../../lib/stepUp.ts'
import { useAct } from '../../../lib/useAct.ts'
import { USERS } from '../queries.ts'
import { type BulkAct, reverseOf } from './acts.ts'
import { AT_ONCE, senderOf } from './send.ts'
import { undoBulk } from './undo.ts'
import { doneText, progressText } from './words.ts'

export interface Progress {
  readonly act: BulkAct
  readonly users: readonly ManagedUser[]
  /** By id; those that were not begun have none. */
  readonly outcomes: ReadonlyMap<string, Outcome>
  /** By id; of those who were invited. Kept as long as the dialog is open. */
  readonly links: ReadonlyMap<string, Invitation>
}

/** An act on many users: once at a time, stopped when its page is left, told when it is over. */
export function useBulk(onOver: () => void) {
  const queries = useQueryClient()
  const stepUp = useStepUp()
  const stop = useRef<AbortController | null>(null)
  const [progress, setProgress] = useState<Progress | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const work = useAct(async (wanted: Progress) => {
    const abort = new AbortController()
    stop.current = abort
    const links = new Map(wanted.links)
    const send = senderOf(wanted.act, stepUp, abort, ({ id }, link) => links.set(id, link))
    const after = await runWanted({ ...wanted, links }, send, abort.signal, setProgress)
    tellOf(after, (back, done) => undoBulk(back, done, stepUp))
    await queries.invalidateQueries({ queryKey: USERS })
    if (links.size === 0 && doneOf(after).length === after.users.length) onOver()
  })
  return {
    busy: work.busy,
    progress,
    start: (act: BulkAct, users: readonly ManagedUser[]) =>
      work.run({ act, users, outcomes: new Map(), links: new Map() }),
    /** Those that failed or were not begun, once more. */
    goOn: () => (progress === null ? Promise.resolve() : work.run(progress)),
    stop: () => stop.current?.abort(),
  }
}

export const doneOf = ({ users, outcomes }: Progress): readonly ManagedUser[] =>
  users.filter(({ id }) => outcomes.get(id)?.kind === 'done')

async function runWanted(
  { act, users, outcomes: before, links }: Progress,
  perform: (user: ManagedUser) => Promise<unknown>,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Progress> {
  let outcomes: ReadonlyMap<string, Outcome> = new Map(
    [...before].filter(([, outcome]) => outcome.kind === 'done'),
  )
  const rest = users.filter(({ id }) => !outcomes.has(id))
  await runAll(rest, {
    atOnce: AT_ONCE,
    signal,
    perform,
    onOutcome: ({ id }, outcome) => {
      // Whoever does not prove presence has not begun.
      if (outcome.kind === 'failed' && outcome.error instanceof StepUpCancelled) return
      if (outcome.kind === 'failed') noticeSignedOut(outcome.error)
      outcomes = new Map([...outcomes, [id, outcome]])
      onProgress({ act, users, outcomes, links })
    },
  })
  return { act, users, outcomes, links }
}

function tellOf(
  progress: Progress,
  undo: (back: BulkAct, done: readonly ManagedUser[]) => Promise<void>,
): void {
  const { act, users, outcomes } = progress
  const done = doneOf(progress)
  const back = reverseOf(act)
  if (done.length > 0) {
    tellDone({ text: doneText(act, done.length), ...(back && { undo: () => undo(back, done) }) })
  }
  if (outcomes.size > 0 && done.length < users.length) announce(progressText(users.length, done.length))
}
