const DURATION = /^P(?=.)(?:(\d{1,6})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?$/

/** Seconds of an ISO 8601 duration in days, hours, minutes and seconds; null for anything else. */
export function secondsOfDuration(text: string): number | null {
  const match = DURATION.exec(text)
  if (!match) return null
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)
}

/** `P90DT6H30M5S`, leaving out what is zero. */
export function durationOfSeconds(total: number): string {
  const days = Math.floor(total / 86_400)
  const hours = Math.floor((total % 86_400) / 3_600)
  const minutes = Math.floor((total % 3_600) / 60)
  const seconds = total % 60
  const time = `${part(hours, 'H')}${part(minutes, 'M')}${part(seconds, 'S')}`
  if (days === 0 && time === '') return 'PT0S'
  return `P${part(days, 'D')}${time === '' ? '' : `T${time}`}`
}

function part(count: number, unit: string): string {
  return count === 0 ? '' : `${count}${unit}`
}
