/** Which rows of a list by name. */
export interface ListPage {
  readonly search: ListSearch | null
  readonly offset: number
  readonly limit: number
}

export interface ListSearch {
  readonly kind: 'startsWith' | 'contains' | 'startsWithDigit'
  /** In lower case; means nothing to `startsWithDigit`. */
  readonly text: string
}

export interface Listed<Row> {
  readonly rows: readonly Row[]
  /** How many there are on all pages. */
  readonly total: number
}
