/** `7/26/2012 4:52:29 PM`, UTC, without leading zeros in month, day and hour, as the vendor writes it. */
export function usDate(ms: number): string {
  const date = new Date(ms)
  const hour = date.getUTCHours()
  const [minute, second] = [date.getUTCMinutes(), date.getUTCSeconds()].map((part) =>
    String(part).padStart(2, '0'),
  )
  const day = `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}`
  return `${day} ${hour % 12 || 12}:${minute}:${second} ${hour < 12 ? 'AM' : 'PM'}`
}
