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

/** Which rows of a list by whole address. */
export interface AddressPage {
  readonly accountId: string
  /** Null for every domain of the account. */
  readonly domainIds: readonly string[] | null
  /** Text within the address, in lower case. */
  readonly contains: string | null
  /** Only those with this member. */
  readonly member: string | null
  /** What follows this address. */
  readonly after: string | null
  readonly limit: number
}
