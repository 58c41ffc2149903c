/** What ends a line, steers a terminal, or is half of a character: no name has it, and no mail header may. */
const NOT_IN_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u
/** The same but for tabs and ends of lines, as people type them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const NOT_IN_LINES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Cs}]/u

export function isOneLine(text: string): boolean {
  return !NOT_IN_A_LINE.test(text)
}

export function isPlainText(text: string): boolean {
  return !NOT_IN_LINES.test(text)
}
