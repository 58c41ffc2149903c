/** The same act in several languages. Keys are placeholders such as `$KEYWARD_KEY`, never the real one. */
export interface Snippet {
  readonly label: string
  readonly code: string
}
