import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { aDomain, aList } from '../../../../tests/support/hosted-mail.ts'
import type { Posting as Who } from '../lists/group-list.ts'
import { mayPost } from './posting.ts'

const DOMAIN = aDomain({ name: 'x.example' })
const parts = { posters: ['boss@out.example', 'ceo@x.example'] }
const listFor = (posting: Who) =>
  aList(DOMAIN, posting, ['ann@x.example', 'out@e.example'], { ...parts, posting })

const stores = {
  delivery: { hasDomain: async (name: string) => name === 'x.example' },
  lists: {
    find: async (address: string) =>
      (['anyone', 'domain', 'members', 'chosen'] as const)
        .map(listFor)
        .find((list) => list.address === address) ?? null,
  },
}

const ANYBODY = [
  '',
  'ann@x.example',
  'bob@x.example',
  'ceo@x.example',
  'out@e.example',
  'boss@out.example',
  'no',
]

async function writers(recipient: string, signedIn: boolean): Promise<string[]> {
  const may = await Promise.all(ANYBODY.map((sender) => mayPost(stores, { sender, recipient, signedIn })))
  return ANYBODY.filter((_, at) => may[at])
}

describe('to a list writes', () => {
  test('everybody, where everybody may, and to what is no list', async () => {
    for (const recipient of ['anyone@x.example', 'nobody@x.example', '', 'chosen@y.example'])
      assert.deepEqual(await writers(recipient, false), ANYBODY)
  })

  for (const [posting, signedIn, strangers] of [
    ['domain', ['ann@x.example', 'bob@x.example', 'ceo@x.example'], []],
    ['members', ['ann@x.example', 'out@e.example'], ['out@e.example']],
    ['chosen', ['ceo@x.example', 'boss@out.example'], ['boss@out.example']],
  ] as const)
    test(`whom it is for, and one of ours only after signing in: ${posting}`, async () => {
      for (const recipient of [`${posting}@x.example`, `${posting.toUpperCase()}+t@X.example`]) {
        assert.deepEqual(await writers(recipient, true), signedIn)
        assert.deepEqual(await writers(recipient, false), strangers)
      }
    })
})
