/** How one row came out. */
export type Outcome = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly error: unknown }

interface Run<Item> {
  readonly perform: (item: Item) => Promise<unknown>
  /** Under way at the same time. */
  readonly atOnce: number
  /** Nothing is begun after it; what is under way comes to its end. */
  readonly signal: AbortSignal
  readonly onOutcome: (item: Item, outcome: Outcome) => void
}

/** Does something to each item, once. Those that were not begun when it is aborted have no outcome. */
export async function runAll<Item>(items: readonly Item[], run: Run<Item>): Promise<void> {
  const waiting = items.values()
  const work = async (): Promise<void> => {
    for (const item of waiting) {
      if (run.signal.aborted) return
      run.onOutcome(item, await outcomeOf(run.perform(item)))
    }
  }
  // One iterator for all workers: each takes the next that nobody has taken.
  await Promise.all(Array.from({ length: Math.min(run.atOnce, items.length) }, work))
}

async function outcomeOf(attempt: Promise<unknown>): Promise<Outcome> {
  try {
    await attempt
    return { kind: 'done' }
  } catch (error) {
    return { kind: 'failed', error }
  }
}
