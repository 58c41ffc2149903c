import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../tests/support/counts.ts'
import { anAccount, aUser, newId, onBothEngines } from '../../../tests/support/stores.ts'
import type { Stores } from '../domain/store.ts'
import { useWorld } from './footprints/testing.ts'

const RUNS = count(60)
const OF_ANNA = { userId: 'anna', accountId: '100001' }

/** Any text that both engines can hold: neither half a character nor NUL. */
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((any) => any.replaceAll('\0', ''))
const bytes = fc.uint8Array({ maxLength: 40 })
const moment = fc.nat({ max: Number.MAX_SAFE_INTEGER })
const maybeText = fc.option(text)
const maybeMoment = fc.option(moment)
const number = fc.nat({ max: 32_767 })
const yes = fc.boolean()

/** Writes and reads back one kind of thing; the id is another one each time. */
function roundTrip<T>(
  shape: fc.Arbitrary<T>,
  write: (stores: Stores, thing: T, id: string) => Promise<unknown>,
  read: (stores: Stores, id: string) => Promise<unknown>,
  whole: (thing: T, id: string) => unknown,
) {
  return { shape, write, read, whole }
}

const ACCOUNT = roundTrip(
  fc.record({
    ...{ name: text, enabled: yes, resetKeepsTokens: yes, apiReveal: yes, stepUpMinutes: number },
    ...{ showOnce: yes, sessionIdleSeconds: moment, passwordLifeSeconds: maybeMoment },
    ...{ passwordHistory: number, secondFactorRequired: yes, ownDomains: yes, createdAtMs: moment },
  }),
  (s, thing, id) => s.accounts.insert(anAccount({ id, ...thing })),
  (s, id) => s.accounts.byId(id),
  (thing, id) => ({ id, ...thing }),
)

const USER = roundTrip(
  fc.record({
    ...{ email: maybeText, enabled: yes, passwordHash: maybeText, passwordId: maybeText },
    ...{ passwordChangedAtMs: maybeMoment, defaultRegion: maybeText, secondFactor: yes },
    secondFactorRule: fc.constantFrom('default', 'required', 'optional'),
    adminType: fc.constantFrom('super', 'standard', 'limited', null),
    description: maybeText,
    contactId: maybeText,
    contactType: fc.constantFrom('administrative' as const, 'technical' as const, null),
    roles: fc.uniqueArray(text, { maxLength: 4 }).map((roles) => roles.sort()),
    ...{ createdAtMs: moment, updatedAtMs: moment },
  }),
  (s, thing, id) => s.users.insert(aUser({ id, name: `Ünal ${id}`, ...thing })),
  (s, id) => s.users.byName(`ÜNAL ${id}`),
  (thing, id) => ({ id, accountId: '100001', name: `Ünal ${id}`, ...thing }),
)

const KEY = roundTrip(
  fc.record({
    ...{ sealed: fc.option(bytes), lastFour: text, createdAtMs: moment, endsAtMs: moment },
    state: fc.constantFrom('active', 'lost', 'unconfirmed'),
  }),
  (s, thing, id) => s.keys.insert({ id, ...OF_ANNA, digest: `d-${id}`, ...thing }),
  (s, id) => s.keys.byId(id),
  (thing, id) => ({ id, ...OF_ANNA, digest: `d-${id}`, ...thing }),
)

const rule = fc.record({ id: text, service: text, method: text, path: text }, { noNullPrototype: true })
const CREDENTIAL = roundTrip(
  fc.record({
    ...{ name: text, description: maybeText, unrestricted: yes, createdAtMs: moment },
    roles: fc.array(fc.stringMatching(/^[a-z:_-]{1,9}$/), { maxLength: 3 }),
    accessRules: fc.option(fc.array(rule, { maxLength: 2 })),
    expiresAtMs: maybeMoment,
    state: fc.constantFrom('active', 'unconfirmed'),
  }),
  (s, thing, id) => s.applicationCredentials.insert({ id, ...OF_ANNA, digest: `d-${id}`, ...thing }),
  async (s, id) => (await s.applicationCredentials.ofUser('anna')).find((one) => one.id === id),
  (thing, id) => ({ id, ...OF_ANNA, digest: `d-${id}`, ...thing }),
)

const SESSION = roundTrip(
  fc.record({
    ...{ createdAtMs: moment, lastSeenAtMs: moment, provenAtMs: maybeMoment, address: text, client: text },
    method: fc.constantFrom('password', 'totp', 'recovery-code', 'passkey'),
  }),
  (s, thing, digest) => s.sessions.insert({ digest, ...OF_ANNA, ...thing }),
  (s, digest) => s.sessions.byDigest(digest),
  (thing, digest) => ({ digest, ...OF_ANNA, ...thing }),
)

const MAIL = roundTrip(
  fc.record({
    kind: fc.constantFrom('invitation', 'reset', 'password_changed', 'email_changed', 'announcement'),
    userId: fc.constantFrom('anna', null),
    ...{ userName: maybeText, address: maybeText, doneFrom: maybeText, fault: maybeText, content: maybeText },
    ...{ createdAtMs: moment, endsAtMs: moment, nextAtMs: moment, attempts: number },
  }),
  (s, thing, id) => s.outbox.insert({ id, ...thing }),
  async (s, id) => (await s.outbox.due(Number.MAX_SAFE_INTEGER, 99)).find((one) => one.id === id),
  (thing, id) => ({ id, ...thing }),
)

const DEVICE = roundTrip(
  fc.record({
    ...{ name: text, sealed: bytes, createdAtMs: moment, verifiedAtMs: maybeMoment, lastStep: maybeMoment },
  }),
  (s, thing, id) => s.totp.insert({ id, ...OF_ANNA, ...thing }),
  async (s, id) => (await s.totp.ofUser('anna')).find((one) => one.id === id),
  (thing, id) => ({ id, ...OF_ANNA, ...thing }),
)

const PASSKEY = roundTrip(
  fc.record({
    ...{ name: text, publicKey: bytes, counter: fc.nat({ max: 2 ** 32 - 1 }), createdAtMs: moment },
    transports: fc.uniqueArray(fc.constantFrom('usb', 'nfc', 'ble', 'internal', 'hybrid')),
    lastUsedAtMs: maybeMoment,
  }),
  (s, thing, id) => s.passkeys.insert({ id, ...OF_ANNA, ...thing }),
  (s, id) => s.passkeys.byId(id),
  (thing, id) => ({ id, ...OF_ANNA, ...thing }),
)

const ANSWER = roundTrip(
  fc.record({ request: text, sealed: bytes, createdAtMs: moment }),
  (s, thing, idempotencyKey) => s.results.insert({ ...OF_ANNA, idempotencyKey, ...thing }),
  (s, idempotencyKey) => s.results.find('anna', idempotencyKey),
  (thing, idempotencyKey) => ({ ...OF_ANNA, idempotencyKey, ...thing }),
)

const CALLER = roundTrip(
  fc.record({
    // A count has a month, which a later moment has none.
    hourMs: fc.nat({ max: 8.64e15 }),
    ...{ dialect: text, client: text, network: text, calls: fc.integer({ min: 1, max: 2 ** 40 }) },
    outcome: fc.constantFrom('valid', 'expired', 'disabled'),
    ...{ firstAtMs: moment, lastAtMs: moment },
  }),
  (s, thing, keyId) => s.calls.add([{ ...OF_ANNA, keyId, ...thing }]),
  async (s, keyId) => (await s.calls.ofUser('anna', 0, [keyId]))[0],
  (thing, keyId) => ({ ...OF_ANNA, keyId, ...thing }),
)

const THRESHOLD = roundTrip(
  fc.record({
    ...{
      callsPerDay: maybeMoment,
      callsPerMonth: maybeMoment,
      toldDayMs: maybeMoment,
      toldMonthMs: maybeMoment,
    },
    notify: fc.constantFrom('owners', 'managers', 'nobody'),
  }),
  (s, thing) => s.thresholds.put({ accountId: '100001', ...thing }),
  (s) => s.thresholds.ofAccount('100001'),
  (thing) => ({ accountId: '100001', ...thing }),
)

const ENDPOINT = roundTrip(
  fc.record(
    {
      type: text,
      region: fc.option(text.filter((region) => region !== '')),
      publicUrl: text.filter((url) => url !== ''),
      internalUrl: maybeText,
      labels: fc.record({ public: text, admin: text }).map((labels) => ({ ...labels })),
    },
    { requiredKeys: ['type', 'region', 'publicUrl', 'internalUrl'] },
  ),
  (s, thing, name) => s.endpoints.insert({ name, ...thing }),
  async (s, name) => (await s.endpoints.list()).find((one) => one.name === name),
  (thing, name) => ({ id: 3, name, ...thing }),
)

const SERVICE_RULE = roundTrip(
  fc.record({
    ...{ service: text, path: text, role: text },
    methods: fc.uniqueArray(fc.constantFrom('GET', 'PUT', 'POST', 'DELETE')),
  }),
  (s, thing, id) => s.serviceRules.insert({ id, ...thing }),
  async (s, id) => (await s.serviceRules.list()).find((one) => one.id === id),
  (thing, id) => ({ id, ...thing }),
)

const ROLE = roundTrip(
  fc.record({ description: text, givenByAccounts: yes, createdAtMs: moment }),
  (s, thing, name) => s.roles.insert({ name, ...thing }),
  async (s, name) => (await s.roles.list()).find((one) => one.name === name),
  (thing, name) => ({ name, ...thing }),
)

const DATA_KEY = roundTrip(
  fc.record({
    purpose: fc.constantFrom('lookup', 'token', 'audit', 'account'),
    accountId: fc.constantFrom('', '100002'),
    ...{ wrapped: bytes, createdAtMs: moment },
  }),
  (s, thing, id) => s.ring.insert({ id, ...thing }),
  async (s, id) => (await s.ring.list()).find((one) => one.id === id),
  (thing, id) => ({ id, ...thing }),
)

const CHECKPOINT = roundTrip(
  fc.record({ number: fc.integer({ min: 2, max: 2 ** 31 }), hash: text, atMs: moment, signature: text }),
  (s, thing) => s.audit.insertCheckpoint({ chain: '100002', ...thing }),
  async (s) => (await s.audit.checkpoints('100002'))[0],
  (thing) => ({ chain: '100002', ...thing }),
)

onBothEngines((engine) => {
  const world = useWorld(engine)

  function comesBack<T>(name: string, { shape, write, read, whole }: ReturnType<typeof roundTrip<T>>) {
    test(`${name} comes back as it was written, whatever is in it`, () =>
      fc.assert(
        fc.asyncProperty(shape, async (thing) => {
          const id = newId()
          const found = await world.trial(async ({ stores }) => {
            await write(stores, thing, id)
            return read(stores, id)
          })
          assert.deepEqual(found, whole(thing, id))
        }),
        { numRuns: RUNS },
      ))
  }

  comesBack('an account', ACCOUNT)
  comesBack('a user', USER)
  comesBack('an API key', KEY)
  comesBack('an application credential', CREDENTIAL)
  comesBack('a session', SESSION)
  comesBack('a mail', MAIL)
  comesBack('a device', DEVICE)
  comesBack('a passkey', PASSKEY)
  comesBack('a remembered answer', ANSWER)
  comesBack('a count of calls', CALLER)
  comesBack('a threshold', THRESHOLD)
  comesBack('an endpoint', ENDPOINT)
  comesBack('a service rule', SERVICE_RULE)
  comesBack('a role', ROLE)
  comesBack('a data key', DATA_KEY)
  comesBack('a checkpoint', CHECKPOINT)
})
