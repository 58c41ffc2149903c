import { setImmediate } from 'node:timers/promises'

/** Between so many others have their turn. */
const AT_ONCE = 250

/** As `map`, for so many that everybody else would wait for it. */
export async function mapInTurns<Item, Made>(
  items: readonly Item[],
  make: (item: Item, at: number) => Made,
): Promise<readonly Made[]> {
  const made: Made[] = []
  for (const item of items) {
    made.push(make(item, made.length))
    if (made.length % AT_ONCE === 0) await setImmediate()
  }
  return made
}

/** Everybody else has their turn before this resolves. */
export function othersFirst(): Promise<void> {
  return setImmediate()
}
