const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** MB as people read them: `512 MB`, `1.2 GB`. */
export function sizeText(mb: number): string {
  return mb < 1_024 ? `${numbers.format(mb)} MB` : `${numbers.format(mb / 1_024)} GB`
}

/** A whole number that was typed; undefined for an empty field, the text where it is none, for the server to refuse. */
export function wholeIn(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text)
}

export const countText = (count: number): string => numbers.format(count)
