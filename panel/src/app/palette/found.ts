/** Something that the palette leads to. */
export interface Found {
  readonly label: string
  readonly to: string
  /** What tells it from others of the same name. */
  readonly note?: string
}

export interface FoundGroup {
  readonly name: string
  readonly items: readonly Found[]
}
