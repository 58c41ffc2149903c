const MAX_SECONDS = 1_000
/** Logins come many to the second, and dates are slow to write. */
const texts = new Map<number, string>()

/** ISO 8601 in UTC with milliseconds, as `Date` writes it. */
export function isoTime(ms: number): string {
  const second = Math.floor(ms / 1_000)
  return `${textOf(second)}${String(ms - second * 1_000).padStart(3, '0')}Z`
}

/** Up to the point before the fraction. */
function textOf(second: number): string {
  const known = texts.get(second)
  if (known !== undefined) return known
  const text = new Date(second * 1_000).toISOString().slice(0, -'000Z'.length)
  if (texts.size >= MAX_SECONDS) texts.clear()
  texts.set(second, text)
  return text
}
