import type { ManagedUser } from '@keyward/sdk'
import { runAll } from '../../../lib/bulk/run.ts'
import { lastDone } from '../../../lib/lastDone.ts'
import type { StepUp } from '../../../lib/stepUp.ts'
import type { BulkAct } from './acts.ts'
import { AT_ONCE, senderOf } from './send.ts'
import { progressText, undoingText } from './words.ts'

/**
 * Takes an act on many back, and says at the foot of the screen how far it is. Those that could not be put back are
 * offered again there.
 * @throws what stood against the first of them
 */
export async function undoBulk(back: BulkAct, users: readonly ManagedUser[], stepUp: StepUp): Promise<void> {
  const done = new Set<string>()
  const stop = new AbortController()
  let fault: unknown = null
  lastDone.set({ text: undoingText(users.length, 0) })
  await runAll(users, {
    atOnce: AT_ONCE,
    signal: stop.signal,
    perform: senderOf(back, stepUp, stop),
    onOutcome: ({ id }, outcome) => {
      if (outcome.kind === 'failed') fault ??= outcome.error
      else done.add(id)
      lastDone.set({ text: undoingText(users.length, done.size) })
    },
  })
  if (fault === null) return
  const rest = users.filter(({ id }) => !done.has(id))
  lastDone.set({ text: progressText(users.length, done.size), undo: () => undoBulk(back, rest, stepUp) })
  throw fault
}
