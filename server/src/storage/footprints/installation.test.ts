import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onBothEngines } from '../../../../tests/support/stores.ts'
import type { Stores } from '../../domain/store.ts'
import { type Act, testFootprints, useWorld } from './testing.ts'
import { anEvent, END_MS } from './world-testing.ts'

const OF_ANNA = { userId: 'anna', accountId: '100001' }
const EVERYBODY = ['anna', 'ben', 'cleo']

const CALLER = { dialect: 'native', outcome: 'valid', client: 'curl/8', network: '192.0.2.1' } as const
const THRESHOLD = {
  accountId: '100001',
  callsPerDay: 1,
  callsPerMonth: null,
  notify: 'owners',
  toldDayMs: null,
  toldMonthMs: 5,
} as const
const HOUR = { hourMs: 0, calls: 3, firstAtMs: 5, lastAtMs: 30 }
const ANSWER = { request: 'r2', sealed: Uint8Array.of(7), createdAtMs: 1 }
const answerOf = (stores: Stores, userId: string) =>
  stores.results.find(userId, 'once').then((found) => {
    assert.ok(found)
    return found
  })

const RECORDS: readonly Act[] = [
  [
    'calls.add',
    (s) => s.calls.add([{ ...OF_ANNA, keyId: 'anna-key', ...CALLER, ...HOUR }]),
    [
      '~ calls anna 192.0.2.1 anna-key 0 calls=5 first_at_ms=5 last_at_ms=30',
      '~ call_months anna anna-key 0 calls=5 last_at_ms=30',
    ],
  ],
  ['calls.add of somebody who is gone', (s) => s.calls.add([{ ...AWAY, ...CALLER, ...HOUR }]), []],
  [
    'calls.addUnknown',
    (s) => s.calls.addUnknown([{ accountId: null, dialect: 'native', hourMs: 0, calls: 1 }]),
    ['+ unknown_calls 0'],
  ],
  [
    'answerTimes.add',
    (s) => s.answerTimes.add([{ hourMs: 0, dialect: 'native', withinUs: 700, answers: 2 }]),
    ['+ answer_times 0'],
  ],
  ['answerTimes.forgetBefore', (s) => s.answerTimes.forgetBefore(1), []],
  ['thresholds.put', (s) => s.thresholds.put(THRESHOLD), ['+ usage_thresholds ']],
  ['calls.forgetBefore that hour', (s) => s.calls.forgetBefore(0), []],
  [
    'calls.forgetBefore a later hour',
    (s) => s.calls.forgetBefore(1),
    EVERYBODY.map((id) => `- calls ${id} 192.0.2.1 ${id}-key 0`),
  ],
  ['calls.forgetMonthsBefore that month', (s) => s.calls.forgetMonthsBefore(0), []],
  [
    'calls.forgetMonthsBefore a later month',
    (s) => s.calls.forgetMonthsBefore(1),
    EVERYBODY.map((id) => `- call_months ${id} ${id}-key 0`),
  ],
  [
    'results.insert',
    (s) => s.results.insert({ ...OF_ANNA, idempotencyKey: 'new', ...ANSWER }),
    ['+ results anna new'],
  ],
  [
    'results.insert in the place of another',
    (s) => s.results.insert({ ...OF_ANNA, idempotencyKey: 'once', ...ANSWER }),
    ['~ results anna once created_at_ms=1 request=r2 sealed=x07'],
  ],
  ['results.forgetAll of an account', (s) => s.results.forgetAll('100002'), ['- results cleo once']],
  ['results.forgetAll', (s) => s.results.forgetAll(), EVERYBODY.map((id) => `- results ${id} once`)],
  [
    'results.reseal',
    async (s) => s.results.reseal(await answerOf(s, 'anna'), Uint8Array.of(9)),
    ['~ results anna once sealed=x09'],
  ],
  [
    'results.reseal of one that was replaced',
    async (s) => s.results.reseal({ ...(await answerOf(s, 'anna')), createdAtMs: 1 }, Uint8Array.of(9)),
    [],
  ],
  ['results.forgetBefore that moment', (s) => s.results.forgetBefore(END_MS), []],
  [
    'results.forgetBefore a later moment',
    (s) => s.results.forgetBefore(END_MS + 1),
    EVERYBODY.map((id) => `- results ${id} once`),
  ],
  ['passwords.remember', (s) => s.passwords.remember('anna', 'another', 5), ['+ old_passwords anna another']],
  [
    'supportPins.put',
    (s) => s.supportPins.put({ ...OF_ANNA, sealed: Uint8Array.of(8), wrongChecks: 2 }),
    ['~ support_pins anna sealed=x08 wrong_checks=2'],
  ],
  ['supportPins.deleteAll', (s) => s.supportPins.deleteAll(), EVERYBODY.map((id) => `- support_pins ${id}`)],
  [
    'secretAnswers.put',
    (s) => s.secretAnswers.put('anna', '2', 'other'),
    ['~ secret_answers anna answer_hash=other question_id=2'],
  ],
]
const AWAY = { userId: 'dora', accountId: '100001', keyId: 'dora-key' }

const MAIL = { userName: null, address: null, doneFrom: null, attempts: 0, fault: null, content: null }
const MOMENTS = { createdAtMs: 1, endsAtMs: 2, nextAtMs: 1 }

const OUTBOX: readonly Act[] = [
  [
    'outbox.insert',
    (s) => s.outbox.insert({ id: 'new', kind: 'reset', userId: null, ...MAIL, ...MOMENTS }),
    ['+ outbox new'],
  ],
  [
    'outbox.claim',
    (s) => s.outbox.claim({ id: 'anna-mail', attempts: 0 }, 70),
    ['~ outbox anna-mail attempts=1 next_at_ms=70'],
  ],
  [
    'outbox.claim of what somebody else claimed',
    (s) => s.outbox.claim({ id: 'anna-mail', attempts: 1 }, 7),
    [],
  ],
  [
    'outbox.delay',
    (s) => s.outbox.delay('anna-mail', 70, 'EAUTH'),
    ['~ outbox anna-mail fault=EAUTH next_at_ms=70'],
  ],
  ['outbox.makeDue', (s) => s.outbox.makeDue(49), EVERYBODY.map((id) => `~ outbox ${id}-mail next_at_ms=49`)],
  ['outbox.makeDue of what is due', (s) => s.outbox.makeDue(60), []],
  ['outbox.delete', (s) => s.outbox.delete('anna-mail'), ['- outbox anna-mail']],
  ['outbox.deleteOf', (s) => s.outbox.deleteOf('reset', 'anna'), ['- outbox anna-mail']],
  ['outbox.deleteOf another kind', (s) => s.outbox.deleteOf('invitation', 'anna'), []],
  ['outbox.forgetEnded a moment early', (s) => s.outbox.forgetEnded(END_MS - 1), []],
  ['outbox.forgetEnded', (s) => s.outbox.forgetEnded(END_MS), EVERYBODY.map((id) => `- outbox ${id}-mail`)],
]

const ENDPOINT = { name: 'new', type: 't', region: null, publicUrl: 'https://new', internalUrl: 'http://in' }

const CATALOG: readonly Act[] = [
  ['endpoints.insert', (s) => s.endpoints.insert(ENDPOINT), ['+ endpoints 3', '~ counters endpoint value=3']],
  [
    'endpoints.update',
    (s) => s.endpoints.update({ ...ENDPOINT, id: 1, adminUrl: 'http://admin' }),
    [
      '~ endpoints 1 admin_url=http://admin internal_url=http://in name=new public_url=https://new region= type=t',
    ],
  ],
  ['endpoints.delete', (s) => s.endpoints.delete('files'), ['- endpoints 1', '- endpoints 2']],
  ['endpoints.delete of a region', (s) => s.endpoints.delete('files', 'ORD'), ['- endpoints 2']],
  ['endpoints.deleteOne', (s) => s.endpoints.deleteOne(2), ['- endpoints 2']],
  ['catalog.hold', (s) => s.catalog.hold(), []],
  [
    'catalog.putService',
    (s) => s.catalog.putService({ id: 's1', name: 'n', type: 'u', description: 'd' }),
    ['~ catalog_services s1 description=d name=n type=u'],
  ],
  ['catalog.deleteService', (s) => s.catalog.deleteService('s1'), ['- catalog_services s1']],
  [
    'catalog.putRegion',
    (s) => s.catalog.putRegion({ id: 'ORD', description: 'd', parentId: 'DFW' }),
    ['~ regions ORD description=d parent_id=DFW'],
  ],
  ['catalog.deleteRegion', (s) => s.catalog.deleteRegion('ORD'), ['- regions ORD']],
]

const RULES: readonly Act[] = [
  [
    'roles.insert',
    (s) => s.roles.insert({ name: 'new', description: '', givenByAccounts: false, createdAtMs: 1 }),
    ['+ roles new'],
  ],
  ['roles.describe', (s) => s.roles.describe('helper', 'helps'), ['~ roles helper description=helps']],
  [
    'roles.delete',
    (s) => s.roles.delete('helper'),
    ['- roles helper', ...EVERYBODY.map((id) => `- user_roles ${id} helper`)],
    EVERYBODY,
  ],
  [
    'roles.delete of what groups have',
    (s) => s.roles.delete('auditor'),
    [
      '- roles auditor',
      '- group_roles auditor north',
      '- group_roles auditor south',
      ...['anna north', 'ben north', 'cleo south'].map(
        (who) => `- user_roles ${who.replace(' ', ' auditor ')}`,
      ),
    ],
    ['anna', 'ben', 'cleo'],
  ],
  ['roles.delete of one that is built in', (s) => s.roles.delete('account-admin'), []],
  [
    'serviceRules.insert',
    (s) => s.serviceRules.insert({ id: 'new', service: 's', methods: ['GET'], path: '/', role: 'helper' }),
    ['+ service_rules new'],
  ],
  ['serviceRules.delete', (s) => s.serviceRules.delete('r1'), ['- service_rules r1']],
]

const KEEPING: readonly Act[] = [
  [
    'ring.insert',
    (s) => {
      const key = { id: 'new', purpose: 'audit', accountId: '', createdAtMs: 1 } as const
      return s.ring.insert({ ...key, wrapped: Uint8Array.of(1) })
    },
    ['+ data_keys new'],
  ],
  ['ring.replace', (s) => s.ring.replace('own', Uint8Array.of(7)), ['~ data_keys own wrapped=x07']],
  ['ring.delete', (s) => s.ring.delete('own'), ['- data_keys own']],
  ['meta.set', (s) => s.meta.set('check', 'other'), ['~ meta check value=other']],
  ['meta.set of a new fact', (s) => s.meta.set('new', 'x'), ['+ meta new']],
]

onBothEngines((engine) => {
  const world = useWorld(engine)
  testFootprints(
    world,
    ['calls', 'answerTimes', 'thresholds', 'results', 'passwords', 'supportPins', 'secretAnswers'],
    RECORDS,
  )
  testFootprints(world, ['outbox'], OUTBOX)
  testFootprints(world, ['endpoints', 'catalog'], CATALOG)
  testFootprints(world, ['roles', 'serviceRules'], RULES)
  testFootprints(world, ['ring', 'meta'], KEEPING)

  test('an entry of the log changes the head of its chain alone; pruning takes what it may and its permit', () =>
    world.trial(async ({ stores, snapshot }) => {
      await stores.audit.append(anEvent('100002'))
      const heads = (await stores.audit.chains()).map(({ chain, number }) => `${chain} ${number}`)
      assert.deepEqual(heads, ['100001 2', '100002 2'])
      assert.equal(await stores.audit.prune('100001', 1), 1)
      const is = await snapshot()
      assert.deepEqual([...(is.get('audit_entries') ?? new Map()).keys()].sort(), [
        '100001 2',
        '100002 1',
        '100002 2',
      ])
      const changed = [...is].filter(([table, rows]) => rows.size !== world.filled.get(table)?.size)
      assert.deepEqual(
        changed.map(([table]) => table),
        [],
      )
    }))
})
