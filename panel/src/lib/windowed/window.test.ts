import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { offsetsOf, type Piece, piecesOf, rangeBetween } from './window.ts'

const heights = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 60 })
const offsetsFor = (given: readonly number[]) => offsetsOf(given.length, (at) => given[at] ?? 0)

test('every row that can be seen is drawn, and none further away than its neighbours', () => {
  const looked = fc.record({ given: heights, top: fc.integer({ min: -500, max: 9_000 }), high: fc.nat(900) })
  fc.assert(
    fc.property(looked, ({ given, top, high }) => {
      const offsets = offsetsFor(given)
      const { first, end } = rangeBetween(offsets, top, top + high)
      given.forEach((height, at) => {
        const begins = offsets[at] ?? 0
        if (begins + height > top && begins < top + high) assert.ok(at >= first && at < end, `row ${at}`)
      })
      assert.ok(first >= 0 && end <= given.length && first <= end)
      assert.ok((offsets[first + 1] ?? 0) > top || first === given.length - 1 || given.length === 0)
    }),
    { examples: [[{ given: [], top: 0, high: 100 }], [{ given: [10], top: 9_000, high: 0 }]] },
  )
})

test('rows and gaps are as high as all rows, in order, whatever is pinned', () => {
  const drawn = fc.record({ given: heights, top: fc.nat(4_000), pinned: fc.option(fc.nat(70)) })
  fc.assert(
    fc.property(drawn, ({ given, top, pinned }) => {
      const offsets = offsetsFor(given)
      const pieces = piecesOf(rangeBetween(offsets, top, top + 300), pinned, offsets)
      const high = (piece: Piece) => (piece.kind === 'gap' ? piece.px : (given[piece.index] ?? 0))
      assert.equal(
        pieces.reduce((sum, piece) => sum + high(piece), 0),
        offsets.at(-1),
      )
      const rows = pieces.flatMap((piece) => (piece.kind === 'row' ? [piece.index] : []))
      assert.deepEqual(
        rows,
        [...new Set(rows)].sort((a, b) => a - b),
      )
      assert.equal(rows.includes(pinned ?? -1), pinned !== null && pinned < given.length)
    }),
    { examples: [[{ given: [10, 10, 10], top: 0, pinned: 2 }], [{ given: [10], top: 0, pinned: null }]] },
  )
})
