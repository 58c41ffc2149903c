/** What XML 1.0 cannot hold at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const NEVER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** A value as text of an element or of an attribute. */
export function escaped(value: unknown): string {
  const text = String(value).toWellFormed().replace(NEVER, '\ufffd')
  return text.replace(/[&<>"'\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign)
}
