import { createSignal } from './signal.ts'

/** The last thing said to screen readers. The number makes a repeated text news again. */
export const announcement = createSignal({ text: '', number: 0 })

/** Says a short text politely, without moving the focus. */
export function announce(text: string): void {
  announcement.set({ text, number: announcement.get().number + 1 })
}
