import { createSignal } from '../../lib/signal.ts'

/** Whether the palette is open: the header, a key and the page that was not found open it. */
export const paletteAsked = createSignal(false)
