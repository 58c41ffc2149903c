/** Descriptions are written with marks for code, which a page of text does without. */
export function plainText(text: string): string {
  return text.replaceAll('`', '')
}
