import type { MailboxSummary } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { announce } from '../../../lib/announce.ts'
import { type Outcome, runAll } from '../../../lib/bulk/run.ts'
import { lastDone, tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import { noticeSignedOut, useAct } from '../../../lib/useAct.ts'
import { type MailboxAct, reverseOf } from '../acts.ts'
import { perform } from '../perform.ts'
import { EMAIL } from '../queries.ts'

/** So many that the server is busy, and others still get their turn. */
const AT_ONCE = 6
/** A picture for each outcome of thousands would be work for nobody. */
const SHOWN_EVERY = 10

export interface Progress {
  readonly act: MailboxAct
  readonly mailboxes: readonly MailboxSummary[]
  /** By id; those that were not begun have none. */
  readonly outcomes: ReadonlyMap<string, Outcome>
}

/** An act on many mailboxes: once at a time, stopped when its page is left, told when it is over. */
export function useBulk(onOver: () => void) {
  const queries = useQueryClient()
  const stop = useRef<AbortController | null>(null)
  const [progress, setProgress] = useState<Progress | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const work = useAct(async (wanted: Progress) => {
    const abort = new AbortController()
    stop.current = abort
    const after = await runWanted(wanted, abort.signal, setProgress)
    setProgress(after)
    tellOf(after)
    await queries.invalidateQueries({ queryKey: EMAIL })
    if (doneOf(after).length === after.mailboxes.length) onOver()
  })
  return {
    busy: work.busy,
    progress,
    start: (act: MailboxAct, mailboxes: readonly MailboxSummary[]) =>
      work.run({ act, mailboxes, outcomes: new Map() }),
    /** Those that failed or were not begun, once more. */
    goOn: () => (progress === null ? Promise.resolve() : work.run(progress)),
    stop: () => stop.current?.abort(),
  }
}

export const doneOf = ({ mailboxes, outcomes }: Progress): readonly MailboxSummary[] =>
  mailboxes.filter(({ id }) => outcomes.get(id)?.kind === 'done')

async function runWanted(
  { act, mailboxes, outcomes: before }: Progress,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<Progress> {
  const outcomes = new Map([...before].filter(([, outcome]) => outcome.kind === 'done'))
  const rest = mailboxes.filter(({ id }) => !outcomes.has(id))
  onProgress({ act, mailboxes, outcomes: new Map(outcomes) })
  await runAll(rest, {
    atOnce: AT_ONCE,
    signal,
    perform: (mailbox) => perform(act, mailbox),
    onOutcome: ({ id }, outcome) => {
      if (outcome.kind === 'failed') noticeSignedOut(outcome.error)
      outcomes.set(id, outcome)
      if (outcomes.size % SHOWN_EVERY === 0) onProgress({ act, mailboxes, outcomes: new Map(outcomes) })
    },
  })
  return { act, mailboxes, outcomes }
}

function tellOf(progress: Progress): void {
  const { act, mailboxes, outcomes } = progress
  const done = doneOf(progress)
  if (done.length > 0) {
    const undo = () => undoBulk(reverseOf(act), done)
    tellDone({ text: t(`mailBulk.done.${act}`, { count: done.length }), undo })
  }
  if (outcomes.size > 0 && done.length < mailboxes.length)
    announce(t('mailBulk.progress', { done: done.length, count: mailboxes.length }))
}

/** Takes an act on many back. Those that could not be put back are offered again. @throws the first fault */
async function undoBulk(back: MailboxAct, mailboxes: readonly MailboxSummary[]): Promise<void> {
  const done = new Set<string>()
  let fault: unknown = null
  const tell = () => t('mailBulk.progress', { done: done.size, count: mailboxes.length })
  await runAll(mailboxes, {
    atOnce: AT_ONCE,
    signal: new AbortController().signal,
    perform: (mailbox) => perform(back, mailbox),
    onOutcome: ({ id }, outcome) => {
      if (outcome.kind === 'failed') fault ??= outcome.error
      else done.add(id)
      if (done.size % SHOWN_EVERY === 0) lastDone.set({ text: tell() })
    },
  })
  if (fault === null) return
  const rest = mailboxes.filter(({ id }) => !done.has(id))
  lastDone.set({ text: tell(), undo: () => undoBulk(back, rest) })
  throw fault
}
