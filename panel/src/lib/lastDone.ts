import { announce } from './announce.ts'
import { t } from './messages/index.ts'
import { createSignal } from './signal.ts'

/** What was done last, in words, and the way back where there is one. */
export interface Done {
  readonly text: string
  readonly undo?: () => Promise<unknown>
}

/** Outlives the page: whoever deletes something is told on the list. */
export const lastDone = createSignal<Done | null>(null)

export function tellDone(done: Done): void {
  lastDone.set(done)
  announce(done.text)
}

/** Takes the last act back, once. */
export async function undoLast(): Promise<void> {
  const undo = lastDone.get()?.undo
  if (!undo) return
  await undo()
  tellDone({ text: t('done.undoneAll') })
}
