import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shownState } from './shownState.ts'

const END = '2026-03-12T14:20:00.000Z'
const AT = Date.parse(END)

test('an invitation is over from the moment that it names', () => {
  const invited = { state: 'invited', invitationEndsAt: END } as const
  assert.equal(shownState(invited, AT - 1), 'invited')
  assert.equal(shownState(invited, AT), 'lapsed')
})

test('who is disabled, or has chosen a password, is not waiting for an invitation', () => {
  for (const state of ['active', 'disabled'] as const) {
    assert.equal(shownState({ state, invitationEndsAt: END }, AT + 1), state)
    assert.equal(shownState({ state, invitationEndsAt: null }, AT + 1), state)
  }
})
