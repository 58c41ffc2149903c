import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuditEntry } from '@keyward/sdk'
import { withNews } from './withNews.ts'

const entry = (number: number, at: string): AuditEntry => ({
  chain: '100001',
  number,
  at,
  actor: { kind: 'system', text: 'test', id: null, name: 'test', keyId: null, credential: null },
  action: 'key.reset',
  target: { kind: 'user', text: 'user:x', name: null },
  outcome: 'done',
  source: { dialect: 'native', address: null, requestId: null },
  details: {},
  previousHash: '',
  hash: '',
})

const page = (items: readonly AuditEntry[], next: string | null) => ({ items, next, lookedBackTo: null })
const numbersOf = (pages: readonly { readonly items: readonly AuditEntry[] }[]) =>
  pages.map(({ items }) => items.map(({ number }) => number))

test('what is new comes on top once, in the order of the log, and pages further back stay', () => {
  const [two, three, one] = [
    entry(2, '2026-01-01T00:00:02.000Z'),
    entry(3, '2026-01-01T00:00:03.000Z'),
    entry(1, '2026-01-01T00:00:01.000Z'),
  ]
  const late = entry(4, '2026-01-01T00:00:02.500Z')
  const old = { pages: [page([three, two], '2-2'), page([one], null)], pageParams: [null, '2-2'] }
  const fresh = entry(5, '2026-01-01T00:00:03.000Z')
  const { pages } = withNews(old, { items: [fresh, three, late, two] })
  assert.deepEqual(numbersOf(pages), [[5, 3, 4, 2], [1]])
  assert.equal(pages[0]?.next, '2-2')
})

test('without anything new the pages are the same ones', () => {
  const one = entry(1, '2026-01-01T00:00:01.000Z')
  const pages = [page([one], null)]
  assert.equal(withNews({ pages, pageParams: [null] }, { items: [one] }).pages, pages)
})
