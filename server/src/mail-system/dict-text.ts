const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\u0001': '1',
  '\t': 't',
  '\r': 'r',
  '\n': 'n',
}
const UNESCAPES = new Map(Object.entries(ESCAPES).map(([plain, code]) => [code, plain]))

/** A value in a line of Dovecot's dictionary protocol (src/lib-dict/dict-client.h). */
export function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
  return text.replaceAll(/[\0\u0001\t\r\n]/g, (character) => `\u0001${ESCAPES[character]}`)
}

export function unescaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it begins an escape
  return text.replaceAll(/\u0001(.)/g, (_, code: string) => UNESCAPES.get(code) ?? '')
}
