import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MailboxSummary } from '@keyward/sdk'
import { mailSnippets } from '../code.ts'
import { bulkSnippets } from './bulkSnippets.ts'
import { requestFor, targetOfFilter, targetOfRows } from './target.ts'

const ORIGIN = 'https://keys.example'

function mailbox(name: string, more: Partial<MailboxSummary> = {}): MailboxSummary {
  return {
    ...{ id: name.repeat(8), address: `${name}@a.example`, displayName: '', quotaMb: 1, usageMb: 0 },
    ...{ enabled: true, forwardTo: [], keepForwarded: false, vacationEnabled: false },
    ...{ createdAt: '', lastSignInAt: null, restorableUntil: null, ...more },
  }
}

const rows = [
  mailbox('open'),
  mailbox('shut', { enabled: false }),
  mailbox('gone', { restorableUntil: '2026-12-01T00:00:00Z' }),
]

test('an act is asked for those selected that it makes a difference to', () => {
  const of = (act: Parameters<typeof targetOfRows>[0]) => requestFor(act, targetOfRows(act, rows), null)
  assert.deepEqual(of('block'), { kind: 'mailbox.block', mailboxes: ['open@a.example'] })
  assert.deepEqual(of('unblock'), { kind: 'mailbox.allow', mailboxes: ['shut@a.example'] })
  assert.deepEqual(of('delete'), { kind: 'mailbox.delete', mailboxes: ['open@a.example', 'shut@a.example'] })
  assert.deepEqual(of('restore'), { kind: 'mailbox.restore', mailboxes: ['gone'.repeat(8)] })
  const sized = requestFor('quota', targetOfRows('quota', rows), 512)
  assert.deepEqual(sized, {
    kind: 'mailbox.quota',
    mailboxes: ['open@a.example', 'shut@a.example'],
    quotaMb: 512,
  })
})

test('all that a filter finds is asked for by the filter, without how it was sorted', () => {
  const question = {
    domain: 'a.example',
    text: 'x',
    state: 'open',
    nearlyFull: true,
    alias: 'team@a.example',
    sort: '-usage',
  } as const
  const target = targetOfFilter(question, 9_000, rows)
  assert.equal(target.count, 9_000)
  assert.deepEqual(requestFor('block', target, null), {
    kind: 'mailbox.block',
    domain: 'a.example',
    filter: { text: 'x', state: 'open', alias: 'team@a.example', nearlyFull: true },
  })
  assert.deepEqual(requestFor('block', targetOfFilter({}, 2, rows), null), {
    kind: 'mailbox.block',
    filter: {},
  })
})

test('what is shown as code is done to every mailbox that was selected', () => {
  const many = Array.from({ length: 40 }, (_, at) => mailbox(`m${at}`))
  const snippets = bulkSnippets(ORIGIN, 'delete', targetOfRows('delete', many), null)
  assert.deepEqual(snippets.map(({ label }) => label).slice(-1), ['Signed API'])
  for (const { label, code } of snippets)
    for (const { address } of many) assert.match(code, new RegExp(`\\b${address}\\b`), label)
})

test('signed calls take the pair from the variables that the page of the pair has people set', () => {
  const call = { method: 'GET', path: '/x', sdk: '', signed: { method: 'GET', path: '/x' } } as const
  const shown = [
    mailSnippets(ORIGIN, call),
    bulkSnippets(ORIGIN, 'delete', targetOfRows('delete', rows), null),
  ].map((snippets) => snippets.find(({ label }) => label === 'Signed API')?.code ?? '')
  for (const code of shown) {
    const variables = new Set(code.match(/\$[A-Z_]+/g))
    assert.deepEqual(variables, new Set(['$KEYWARD_USER_KEY', '$KEYWARD_SECRET_KEY']))
  }
})
