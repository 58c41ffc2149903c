/** Where services are. */
export interface Region {
  /** As it was first written; another spelling in capitals is the same region. */
  readonly id: string
  readonly description: string
  readonly parentId: string | null
}

export function sameRegion(left: string | null, right: string | null): boolean {
  return left?.toUpperCase() === right?.toUpperCase()
}
