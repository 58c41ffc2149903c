/** Hands a text over as a file. The address dies at once, so the content stays nowhere. */
export function download(fileName: string, text: string, type = 'text/plain'): void {
  saveFile(fileName, new Blob([text], { type }))
}

/** The same with what is in memory already. */
export function saveFile(fileName: string, file: Blob): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}

/** The same with what is still on its way. */
export async function saveStream(fileName: string, stream: ReadableStream<Uint8Array>): Promise<void> {
  saveFile(fileName, await new Response(stream).blob())
}

type Cell = string | number

/** RFC 4180 text. Cells that a spreadsheet would run as a formula get a leading apostrophe. */
export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

function csvCell(cell: Cell): string {
  const text = String(cell)
  const harmless = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
