/** The first moment of the month of UTC that holds a moment. */
export function monthOf(ms: number): number {
  const at = new Date(ms)
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth())
}

/** The first moment of a month that is some months before the one that holds a moment. */
export function monthsBefore(ms: number, months: number): number {
  const at = new Date(ms)
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - months)
}
