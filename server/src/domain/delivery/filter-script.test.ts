import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { aDomain } from '../../../../tests/support/hosted-mail.ts'
import { checkedEntry, type SenderList } from '../spam/sender-list.ts'
import { DEFAULT_SPAM, type SpamSettings } from '../spam/spam-settings.ts'
import { filterScript } from './filter-script.ts'
import { spamFolderLimits } from './spam-folder.ts'
import type { DeliveryTarget, MailboxHolder } from './stores.ts'

type Lists = Partial<Record<SenderList, readonly string[]>>
interface Choice {
  readonly domain?: Partial<SpamSettings>
  readonly mailbox?: Partial<SpamSettings>
  readonly domainLists?: Lists
  readonly lists?: Lists
}

const DOMAIN = aDomain({ name: 'x.example' })
const ANN: MailboxHolder = {
  ...{ id: 'a1', accountId: '100001', address: 'ann@x.example', passwordHash: '' },
  ...{ signsIn: true, mustChangePassword: false, protocols: [], quotaMb: 1, vacationMessage: null },
}
const KEPT: DeliveryTarget = { kind: 'mailbox', forwardTo: [], keepForwarded: false, answers: false }
const DELIVERY = {
  holder: async (address: string) => (address === ANN.address ? ANN : null),
  target: async (address: string): Promise<DeliveryTarget | null> => (address === ANN.address ? KEPT : null),
  catchAll: async () => null,
  ownName: async () => null,
}

function storesWith({ domain, mailbox, domainLists = {}, lists = {} }: Choice) {
  const none = { put: async () => undefined, dropOfMailboxes: async () => 0, ofDomain: async () => [] }
  const noLists = { add: async () => undefined, remove: async () => 0 }
  return {
    delivery: DELIVERY,
    mailDomains: { find: async (name: string) => (name === DOMAIN.name ? DOMAIN : null) },
    mailSettings: {
      ...none,
      get: async ({ mailboxId }: { mailboxId: string | null }) => {
        const set = mailboxId === null ? domain : mailbox
        return set ? JSON.stringify(set) : null
      },
    },
    senderLists: {
      ...noLists,
      entries: async ({ mailboxId }: { mailboxId: string | null }, list: SenderList) =>
        (mailboxId === null ? domainLists : lists)[list] ?? [],
    },
  }
}
const scriptFor = (set: Choice, address = ANN.address) => filterScript(storesWith(set), address)
const textFor = async (set: Choice) => (await scriptFor(set))?.text ?? ''

describe('what becomes of spam', () => {
  test('is told for a mailbox, with a tag as well, and for nobody else', async () => {
    const script = await scriptFor({})
    assert.deepEqual(await scriptFor({}, 'Ann+shop@X.example'), script)
    for (const other of ['team@x.example', 'nobody@x.example', 'ann@y.example', 'nonsense', ''])
      assert.equal(await scriptFor({}, other), null)
  })

  test('is the folder where nothing was set: what the filter has marked, and nothing else', async () => {
    const text = await textFor({})
    assert.match(
      text,
      /^if allof \(not false, anyof \(header :is "X-Spam" "Yes"\)\) \{\n {2}fileinto :create "Spam";\n\}/m,
    )
    assert.doesNotMatch(text, /discard|redirect|addheader/)
  })

  for (const [set, action] of [
    [{ handling: 'delete' }, 'discard;'],
    [{ handling: 'labelSubject' }, 'addheader "Subject" "[SPAM] $' + '{1}";'],
    [{ handling: 'toAddress', forwardTo: 'spam@x.example' }, 'redirect "spam@x.example";'],
    [{ handling: 'toAddress', forwardTo: '' }, 'fileinto :create "Spam";'],
  ] as const)
    test(`is ${action} for ${JSON.stringify(set)}`, async () => {
      const text = await textFor({ mailbox: set })
      const others = ['discard;', 'addheader', 'redirect'].filter((one) => !action.startsWith(one))
      assert.ok(text.includes(`  ${action}\n`), text)
      for (const other of others) assert.ok(!text.includes(other), other)
    })

  test('that somebody else has sent on stays where it is', async () => {
    const text = await textFor({ mailbox: { handling: 'toAddress', forwardTo: 'b@x.example' } })
    assert.match(
      text,
      /if exists "X-Sieve-Redirected-From" \{\s+fileinto :create "Spam";\s+\} else \{\s+redirect /,
    )
  })

  test('of a mailbox that passes mail on without a copy is gone: it has gone on already', async () => {
    const target = {
      kind: 'mailbox',
      forwardTo: ['b@e.example'],
      keepForwarded: false,
      answers: true,
    } as const
    const stores = storesWith({})
    const delivery = { ...DELIVERY, target: async () => target }
    const script = await filterScript({ ...stores, delivery }, ANN.address)
    assert.match(script?.text ?? '', /\{\n {2}discard;\n\}/)
    const copied = { ...DELIVERY, target: async () => ({ ...target, keepForwarded: true }) }
    assert.deepEqual(await filterScript({ ...stores, delivery: copied }, ANN.address), await scriptFor({}))
  })

  test('is nothing where the filter is off, whatever the lists say', async () => {
    const lists = { blocklist: ['@bad.example'] }
    assert.equal(await scriptFor({ mailbox: { level: 'off' }, lists }), null)
    assert.equal(await scriptFor({ domain: { level: 'off' }, lists }), null)
  })

  test('is as the mailbox says before its domain does', async () => {
    const domain = { handling: 'delete' } as const
    assert.match(await textFor({ domain }), /discard/)
    assert.doesNotMatch(await textFor({ domain, mailbox: { handling: 'toFolder' } }), /discard/)
    assert.notEqual(await scriptFor({ domain: { level: 'off' }, mailbox: { level: 'on' } }), null)
  })

  test('is everything that is not safe, where only those come in', async () => {
    const text = await textFor({ mailbox: { level: 'exclusive' }, lists: { safelist: ['a@b.example'] } })
    assert.match(text, /allof \(not anyof \(.*"a@b\.example".*\), anyof \(true\)\)/)
  })
})

describe('the lists', () => {
  test('of mailbox and domain hold together; safe comes before blocked', async () => {
    const text = await textFor({
      domainLists: { safelist: ['@safe.example'], ipblocklist: ['192.0.2.%'] },
      lists: { blocklist: ['bad@b.example'], ipsafelist: ['198.51.100.7'] },
    })
    const [safe = '', spam = ''] = text.split(', anyof (header :is "X-Spam"')
    assert.match(
      safe,
      /not anyof \(envelope :all :matches "from" \["\*@safe\.example"\], address :all :matches "from" /,
    )
    assert.match(safe, /header :matches "X-Keyward-Client" \["198\.51\.100\.7"\]/)
    assert.match(spam, /envelope :all :matches "from" \["bad@b\.example"\]/)
    assert.match(spam, /header :matches "X-Keyward-Client" \["192\.0\.2\.\*"\]/)
  })

  test('changed are another script, and the same ones the same', async () => {
    const sets: Choice[] = [
      {},
      { lists: { safelist: ['@a.example'] } },
      { lists: { blocklist: ['@a.example'] } },
    ]
    const ids = await Promise.all([...sets, ...sets].map(async (set) => (await scriptFor(set))?.id))
    assert.equal(new Set(ids).size, 3)
    assert.deepEqual(ids.slice(0, 3), ids.slice(3))
  })

  test('mean by % what they say, and every other letter by itself', async () => {
    const letters = fc.constantFrom('a', '*', '?', '%', '.', '-', '{', '}', '$')
    const local = fc.string({ unit: letters, minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(local, fc.stringMatching(/^[a-z*?$%{}.]{0,10}$/), async (name, other) => {
        const entry = checkedEntry('blocklist', `${name}@b.example`)
        const text = await textFor({ lists: { blocklist: [entry] } })
        const pattern = JSON.parse(/"from" \[("(?:[^"\\]|\\.)*")\]/.exec(text)?.[1] ?? '""')
        const meant = RegExp(`^${entry.split('%').map(literal).join('.*')}$`)
        for (const sender of [entry.replaceAll('%', other), `${other}@b.example`])
          assert.equal(sieveMatches(pattern, sender), meant.test(sender), `${pattern} ${sender}`)
      }),
      {
        examples: [
          ['*', 'a'],
          ['a?', 'ab'],
          ['%', '*'],
        ],
      },
    )
  })
})

function literal(text: string): string {
  return text.replaceAll(/[^a-z0-9@]/g, '\\$&')
}

/** RFC 5228, 2.7.1, `:matches`. */
function sieveMatches(pattern: string, text: string): boolean {
  const parts = pattern.match(/\\.|[*?]|[^\\]/gs) ?? []
  const source = parts.map((part) => {
    if (part === '*') return '.*'
    return part === '?' ? '.' : literal(part.replace(/^\\/, ''))
  })
  return RegExp(`^${source.join('')}$`, 's').test(text)
}

describe('the spam folder', () => {
  const limitsFor = (set: Choice) => spamFolderLimits(storesWith(set), ANN)
  const none = { days: null, messages: null }

  test('is cleaned by what was set, and 0 is no limit', async () => {
    const mailbox = { cleansFolder: true, folderDays: 3, folderMessages: 9 }
    assert.deepEqual(await limitsFor({ mailbox }), { days: 3, messages: 9 })
    assert.deepEqual(await limitsFor({ domain: { cleansFolder: true } }), { days: 7, messages: 250 })
    const endless = { cleansFolder: true, folderDays: 0, folderMessages: 0 }
    assert.deepEqual(await limitsFor({ mailbox: endless }), none)
  })

  test('is left alone where nobody wants it cleaned, or spam goes elsewhere', async () => {
    for (const mailbox of [
      {},
      { cleansFolder: false, folderDays: 3 },
      { cleansFolder: true, level: 'off' },
      { cleansFolder: true, handling: 'delete' },
    ] as const)
      assert.deepEqual(await limitsFor({ mailbox: { ...DEFAULT_SPAM, ...mailbox } }), none)
  })
})
