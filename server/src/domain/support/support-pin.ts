import type { Place, Random } from '../ports.ts'
import type { SupportPin } from './stored-pin.ts'

export type PinState = 'ACTIVE' | 'LOCKED' | 'INACTIVE'

/** With this many wrong checks a PIN is locked. */
const MAX_WRONG_CHECKS = 6

const PIN = /^[0-9]{6}$/
/** Runs that people try first: four equal digits, four that follow each other. */
const RUN_LENGTH = 4

export function isSupportPin(text: string): boolean {
  return PIN.test(text) && [0, 1, -1].every((step) => longestRun(text, step) < RUN_LENGTH)
}

function longestRun(digits: string, step: number): number {
  let run = 1
  let longest = 1
  for (let at = 1; at < digits.length; at++) {
    run = Number(digits[at]) - Number(digits[at - 1]) === step ? run + 1 : 1
    longest = Math.max(longest, run)
  }
  return longest
}

const PINS = 1_000_000
/** The largest multiple of `PINS` that three bytes can tell: each PIN is as likely as any other. */
const FAIR = 16 * PINS

export function generatePin(random: Random): string {
  for (;;) {
    const [high = 0, middle = 0, low = 0] = random.bytes(3)
    const number = (high << 16) | (middle << 8) | low
    const pin = String(number % PINS).padStart(6, '0')
    if (number < FAIR && isSupportPin(pin)) return pin
  }
}

export function pinState(pin: SupportPin | null): PinState {
  if (!pin) return 'INACTIVE'
  return pin.wrongChecks >= MAX_WRONG_CHECKS ? 'LOCKED' : 'ACTIVE'
}

/** Where a PIN's sealed copy lives. */
export function placeOfPin({ userId, accountId }: Pick<SupportPin, 'userId' | 'accountId'>): Place {
  return { table: 'support_pins', column: 'sealed', rowId: userId, accountId, ownerId: userId }
}
