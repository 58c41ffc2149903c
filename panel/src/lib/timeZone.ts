import { createSignal } from './signal.ts'
import { readStored, store } from './storage.ts'

/** Whether times are written in UTC rather than in the reader's own zone: people far apart then read the same. */
export const utcTimes = createSignal(readStored('utc') === 'yes')

export function chooseUtc(on: boolean): void {
  store('utc', on ? 'yes' : 'no')
  utcTimes.set(on)
}
