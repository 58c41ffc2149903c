/** Rows in order: from the first to before the end. */
export interface RowRange {
  readonly first: number
  readonly end: number
}

/** Where each row begins, px, and last where all of them end. */
export function offsetsOf(count: number, heightOf: (index: number) => number): Float64Array {
  const offsets = new Float64Array(count + 1)
  for (let index = 0; index < count; index++) offsets[index + 1] = (offsets[index] ?? 0) + heightOf(index)
  return offsets
}

/** The rows that touch what lies between two heights, px. */
export function rangeBetween(offsets: Float64Array, topPx: number, bottomPx: number): RowRange {
  const count = offsets.length - 1
  const first = Math.min(lastBegun(offsets, topPx), Math.max(count - 1, 0))
  return { first, end: Math.min(count, lastBegun(offsets, bottomPx) + 1) }
}

/** The last row that begins at a height or above it; the first when none does. */
function lastBegun(offsets: Float64Array, px: number): number {
  let [low, high] = [0, offsets.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((offsets[middle] ?? 0) <= px) low = middle
    else high = middle - 1
  }
  return low
}

/** What stands below one another: rows, and between them the room of those that are not drawn. */
export type Piece =
  | { readonly kind: 'row'; readonly index: number }
  | { readonly kind: 'gap'; readonly px: number; readonly before: number }

/** @param pinned a row that is drawn wherever it is; null for none */
export function piecesOf({ first, end }: RowRange, pinned: number | null, offsets: Float64Array): Piece[] {
  const count = offsets.length - 1
  const rows = Array.from({ length: end - first }, (_, at) => first + at)
  if (pinned !== null && pinned < first) rows.unshift(pinned)
  if (pinned !== null && pinned >= end && pinned < count) rows.push(pinned)
  const pieces: Piece[] = []
  let next = 0
  for (const index of [...rows, count]) {
    const px = (offsets[index] ?? 0) - (offsets[next] ?? 0)
    if (px > 0) pieces.push({ kind: 'gap', px, before: index })
    if (index < count) pieces.push({ kind: 'row', index })
    next = index + 1
  }
  return pieces
}
