import { Fragment, type ReactElement, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Choosable } from '../lib/bulk/choose.ts'
import { offsetsOf, piecesOf, type RowRange, rangeBetween } from '../lib/windowed/window.ts'

interface Props<Row extends Choosable> {
  readonly rows: readonly Row[]
  readonly columns: number
  /** A `tr` with `data-row={index}`. */
  readonly render: (row: Row, index: number) => ReactElement
  /** The last rows are near. */
  readonly onNearEnd: () => void
}

/** Taken until a row was measured. */
const FIRST_GUESS_PX = 52
/** So many rows before the last one more are asked for. */
const NEAR_ROWS = 40

/**
 * Rows of a table that moves with the page: only those are drawn that can be seen, and those half a screen above and below,
 * so that the focus always finds the next one. The row that has the focus stays.
 */
export function WindowedRows<Row extends Choosable>({ rows, columns, render, onNearEnd }: Props<Row>) {
  const top = useRef<HTMLTableRowElement>(null)
  const heights = useRef({ of: new Map<string, number>(), guess: FIRST_GUESS_PX })
  const [range, setRange] = useState<RowRange>({ first: 0, end: 30 })
  const [pinned, setPinned] = useState<string | null>(null)
  const [, redraw] = useState(0)
  const { of, guess } = heights.current
  const offsets = offsetsOf(rows.length, (index) => of.get(rows[index]?.id ?? '') ?? guess)
  const within = { first: Math.min(range.first, rows.length), end: Math.min(range.end, rows.length) }

  useLayoutEffect(() => {
    if (measure(top.current, rows, heights.current)) redraw((times) => times + 1)
  })
  useEffect(() => {
    const look = () => {
      const wanted = seenRange(top.current, offsets)
      if (wanted) setRange((now) => (isEnough(now, wanted, rows.length) ? now : wanted.drawn))
    }
    look()
    window.addEventListener('scroll', look, { passive: true })
    window.addEventListener('resize', look)
    return () => {
      window.removeEventListener('scroll', look)
      window.removeEventListener('resize', look)
    }
  })
  useEffect(() => {
    const body = top.current?.parentElement
    const follow = () => setPinned(focusedId(body, rows))
    body?.addEventListener('focusin', follow)
    body?.addEventListener('focusout', follow)
    return () => {
      body?.removeEventListener('focusin', follow)
      body?.removeEventListener('focusout', follow)
    }
  }, [rows])
  const isNearEnd = within.end >= rows.length - NEAR_ROWS
  useEffect(() => {
    if (isNearEnd) onNearEnd()
  }, [isNearEnd, onNearEnd])

  const pinnedAt = pinned === null ? -1 : rows.findIndex(({ id }) => id === pinned)
  const pieces = piecesOf(within, pinnedAt === -1 ? null : pinnedAt, offsets)
  return (
    <>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can be focused */}
      <tr ref={top} aria-hidden="true" data-gap />
      {pieces.map((piece) => {
        if (piece.kind === 'gap') {
          return (
            // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can be focused
            <tr key={`gap ${piece.before < within.end}`} aria-hidden="true" data-gap>
              <td colSpan={columns} style={{ blockSize: piece.px }} />
            </tr>
          )
        }
        const row = rows[piece.index]
        return row && <Fragment key={row.id}>{render(row, piece.index)}</Fragment>
      })}
    </>
  )
}

/** @returns whether a row is not as high as was thought */
function measure(
  top: HTMLElement | null,
  rows: readonly Choosable[],
  heights: { readonly of: Map<string, number>; guess: number },
): boolean {
  let isNew = false
  for (const row of top?.parentElement?.querySelectorAll<HTMLElement>('tr[data-row]') ?? []) {
    const id = rows[Number(row.dataset['row'])]?.id
    const height = row.getBoundingClientRect().height
    if (id === undefined || height === 0) continue
    isNew ||= Math.abs((heights.of.get(id) ?? heights.guess) - height) > 0.5
    heights.of.set(id, height)
    heights.guess = height
  }
  return isNew
}

interface Seen {
  readonly seen: RowRange
  readonly drawn: RowRange
}

function seenRange(top: HTMLElement | null, offsets: Float64Array): Seen | null {
  if (!top) return null
  const high = window.innerHeight
  const from = -top.getBoundingClientRect().top
  return {
    seen: rangeBetween(offsets, from - high * 0.4, from + high * 1.4),
    drawn: rangeBetween(offsets, from - high * 0.6, from + high * 1.6),
  }
}

/** Drawn anew only when what is seen comes near an edge. */
function isEnough(now: RowRange, { seen, drawn }: Seen, count: number): boolean {
  const isTooMany = now.end - now.first > 2 * (drawn.end - drawn.first)
  return now.first <= seen.first && Math.min(now.end, count) >= seen.end && !isTooMany
}

function focusedId(body: HTMLElement | null | undefined, rows: readonly Choosable[]): string | null {
  const at = body?.querySelector<HTMLElement>('tr[data-row]:focus-within')?.dataset['row']
  return at === undefined ? null : (rows[Number(at)]?.id ?? null)
}
