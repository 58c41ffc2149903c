export type Cell = string | number | boolean | null

/** A line as RFC 4180 has it. What a spreadsheet would run as a formula gets an apostrophe in front, which `plainCell` takes away. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: Cell): string {
  const text = String(cell ?? '')
  const harmless = typeof cell === 'string' && /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
