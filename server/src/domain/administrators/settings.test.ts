import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { DomainError } from '../errors.ts'
import { coversArea, coversDomain, MAIL_AREAS, mailAreasOf, WHOLE_SCOPE } from './mail-scope.ts'
import { type AdminSettings, checkSettings, isWithinNetworks, NO_SETTINGS } from './settings.ts'

const check = (change: Partial<AdminSettings>) => checkSettings({ ...NO_SETTINGS, ...change })

describe('what is agreed with an administrator', () => {
  test('is nothing that binds, unless it is said', () => {
    assert.deepEqual(check({}), NO_SETTINGS)
    assert.ok(isWithinNetworks(NO_SETTINGS.networks, '203.0.113.9'))
  })

  for (const [field, change] of [
    ['firstName', { firstName: 'a'.repeat(101) }],
    ['lastName', { lastName: 'two\nlines' }],
    ['passwordDays', { passwordDays: -1 }],
    ['passwordDays', { passwordDays: 1.5 }],
    ['passwordDays', { passwordDays: 3_651 }],
    ['networks', { networks: ['192.0.2.256'] }],
    ['networks', { networks: ['192.0.2.0/33'] }],
    ['networks', { networks: ['example.com'] }],
    ['networks', { networks: Array.from({ length: 21 }, (_, index) => `10.0.0.${index}`) }],
    ['name', { domains: ['no domain'] }],
    ['domains', { domains: Array.from({ length: 1_001 }, (_, index) => `d${index}.example`) }],
  ] as const) {
    test(`is refused by the name of the field: ${field} ${JSON.stringify(change).slice(0, 40)}`, () => {
      assert.throws(
        () => check(change),
        (error: unknown) => error instanceof DomainError && error.facts.field === field,
      )
    })
  }

  test('names networks and domains once, in one spelling', () => {
    const { networks, domains } = check({
      networks: [' 192.0.2.7 ', '', '192.0.2.7'],
      domains: ['A.Example', 'a.example'],
    })
    assert.deepEqual([networks, domains], [['192.0.2.7'], ['a.example']])
  })
})

describe('networks', () => {
  test('hold an address by any one of them, and an IPv4 address written as IPv6', () => {
    const networks = ['192.0.2.0/24', '2001:db8::/32']
    for (const address of ['192.0.2.255', '2001:db8:1::1', '::ffff:192.0.2.1'])
      assert.ok(isWithinNetworks(networks, address), address)
    for (const address of ['192.0.3.0', '2001:db9::1', '::1', '', 'unknown'])
      assert.ok(!isWithinNetworks(networks, address), address)
  })

  test('of one address hold that and no other', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), (mine, other) => {
        assert.equal(isWithinNetworks([mine], other), mine === other)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a scope', () => {
  test('of everything covers also what comes later; any other what it names', () => {
    for (const area of MAIL_AREAS) {
      assert.ok(coversArea(WHOLE_SCOPE, area))
      assert.ok(!coversArea({ areas: [], domains: null }, area))
      assert.ok(coversArea({ areas: [area], domains: null }, area))
    }
    assert.ok(coversDomain(WHOLE_SCOPE, 'a.example'))
    assert.ok(!coversDomain({ areas: null, domains: [] }, 'a.example'))
    assert.ok(!coversDomain({ areas: null, domains: ['b.a.example'] }, 'a.example'))
  })

  test('names areas that there are, each once', () => {
    assert.deepEqual(mailAreasOf(['lists', 'mailboxes', 'lists']), ['mailboxes', 'lists'])
    for (const text of ['', 'Mailboxes', 'all', 'constructor'])
      assert.throws(() => mailAreasOf([text]), { code: 'input.invalid' })
  })
})
