import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { aDomain, aList } from '../../../../tests/support/hosted-mail.ts'
import type { Posting as Who } from '../lists/group-list.ts'
import { judgePosting } from './posting.ts'

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
  const verdicts = ANYBODY.map((sender) =>
    judgePosting(stores, { sender, recipient, signedIn, sizeBytes: 0 }),
  )
  const found = await Promise.all(verdicts)
  return ANYBODY.filter((_, at) => found[at] === 'taken')
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

describe('a list', () => {
  const limit = 5 * 1_024 * 1_024
  const judged = (recipient: string, sizeBytes: number, sender = 'ann@x.example') =>
    judgePosting(stores, { sender, recipient, signedIn: true, sizeBytes })

  test('takes mail of 5 MB and none that is larger; a mailbox takes what the server takes', async () => {
    assert.equal(await judged('members@x.example', limit), 'taken')
    assert.equal(await judged('members@x.example', limit + 1), 'too-big')
    assert.equal(await judged('ann@x.example', limit + 1), 'taken')
    // Who may not write learns nothing else.
    assert.equal(await judged('members@x.example', limit + 1, 'bob@x.example'), 'refused')
  })

  test('that answers go to says so to whoever may write to it', async () => {
    const list = aList(DOMAIN, 'talk', ['ann@x.example'], { replyTo: 'list', posting: 'members' })
    const found = { ...stores, lists: { find: async () => list } }
    const posting = { recipient: 'Talk+x@x.example', signedIn: true, sizeBytes: 1 }
    assert.deepEqual(await judgePosting(found, { ...posting, sender: 'ann@x.example' }), {
      replyTo: list.address,
    })
    assert.equal(await judgePosting(found, { ...posting, sender: 'bob@x.example' }), 'refused')
  })
})
