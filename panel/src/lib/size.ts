import { formatNumber } from './numbers.ts'

/** MB as people read them: `512 MB`, `1.2 GB`. */
export function sizeText(mb: number): string {
  return mb < 1_024 ? `${toTenth(mb)} MB` : `${toTenth(mb / 1_024)} GB`
}

const toTenth = (value: number): string => formatNumber(Math.round(value * 10) / 10)
