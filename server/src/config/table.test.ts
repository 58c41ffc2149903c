import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { anyCharacter } from '../../../tests/support/any-character.ts'
import { ConfigError } from './errors.ts'
import { loadConfig } from './load.ts'
import { SETTINGS } from './settings.ts'
import { ROWS } from './table-testing.ts'

/** The faults of an environment; none when it can be used. */
function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig({ ...env })
    return []
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.faults
  }
}

for (const [name, { good, bad, beside = {}, read }] of Object.entries(ROWS)) {
  const { env, secret, value } =
    Object.values(SETTINGS).find((each) => each === Reflect.get(SETTINGS, name)) ?? assert.fail(name)

  describe(env, () => {
    for (const [text, expected] of good) {
      test(`${JSON.stringify(text)} is taken`, () => {
        const given: Record<string, string | undefined> = { ...beside, [env]: text }
        assert.deepEqual(read(loadConfig(given)), expected)
        assert.equal(env in given, !secret, secret ? 'a secret leaves the environment' : 'it stays')
      })
    }

    for (const text of bad) {
      test(`${JSON.stringify(text.slice(0, 40))} stops the start, and is not repeated`, () => {
        const [fault = '', ...more] = faultsOf({ ...beside, [env]: text })
        assert.deepEqual(more, [])
        assert.match(fault, new RegExp(`^${env}: `))
        // A file that cannot be read is named on purpose, for who mounted another one.
        const mayBeSaid = value.includes(text) || name.startsWith('tls') || text.length < 4
        if (!mayBeSaid) assert.ok(!fault.includes(text), fault)
      })
    }

    test('left out, empty and blank are the same', () => {
      const without = outcome(beside)
      assert.deepEqual(outcome({ ...beside, [env]: '' }), without)
      if (!secret) assert.deepEqual(outcome({ ...beside, [env]: ' \t ' }), without)
    })
  })
}

function outcome(env: Record<string, string>) {
  const faults = faultsOf(env)
  return faults.length > 0 ? faults : inspect(loadConfig({ ...env }), { depth: 5 })
}

test('plain HTTP for other machines is offered after a yes, never after a no', () => {
  for (const [text, faults] of [
    ['1', 0],
    ['TRUE', 0],
    ['yes', 0],
    ['0', 1],
    ['off', 1],
    ['', 1],
  ] as const) {
    assert.equal(faultsOf({ KEYWARD_HOST: '0.0.0.0', KEYWARD_INSECURE_HTTP: text }).length, faults, text)
  }
})

test('whatever is set, the settings are read or every fault names a setting: nothing else happens', () => {
  const names = Object.values(SETTINGS).map(({ env }) => env)
  const text = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 30 }),
    fc.constantFrom('1', '[', '/', 'sqlite:', 'http://', '::', ',', '"'),
  )
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), text, { noNullPrototype: true }), (env) => {
      for (const fault of faultsOf(env)) {
        const named = fault.slice(0, fault.indexOf(':'))
        assert.ok(names.includes(named), fault)
      }
    }),
    { numRuns: 500 },
  )
})

test('several faults are told together, one for each setting, whichever they are', () => {
  const faulty = Object.entries(ROWS).flatMap(([name, { bad, beside }]) => {
    const env = Reflect.get(SETTINGS, name)?.env
    return bad[0] !== undefined && beside === undefined ? [[String(env), bad[0]] as const] : []
  })
  assert.ok(faulty.length > 5)
  fc.assert(
    fc.property(fc.subarray(faulty, { minLength: 1 }), (some) => {
      const found = faultsOf(Object.fromEntries(some)).map((fault) => fault.slice(0, fault.indexOf(':')))
      assert.deepEqual(found.sort(), some.map(([env]) => env).sort())
    }),
  )
})
