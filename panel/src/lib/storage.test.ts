import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { readStored, store } from './storage.ts'

afterEach(() => Reflect.deleteProperty(globalThis, 'localStorage'))

const give = (localStorage: unknown) =>
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: localStorage })

test('what is stored is read again, under a name of our own', () => {
  const kept = new Map<string, string>()
  give({
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  })
  store('theme', 'dark')
  assert.equal(readStored('theme'), 'dark')
  assert.equal(readStored('other'), null)
  assert.deepEqual([...kept.keys()], ['keyward.theme'])
})

test('storage that is switched off, full or missing stops nothing: nothing is remembered', () => {
  const refuse = () => {
    throw new Error('SecurityError')
  }
  for (const broken of [{ getItem: refuse, setItem: refuse }, null, undefined]) {
    give(broken)
    store('theme', 'dark')
    assert.equal(readStored('theme'), null)
  }
})
