/** Where the words of a command go. Resolves when there is room for more. */
export interface Output {
  out(text: string): Promise<void>
  err(text: string): Promise<void>
}
