import assert from 'node:assert/strict'
import { test } from 'node:test'
import { announce, announcement } from './announce.ts'
import { createSignal } from './signal.ts'

test('every listener hears of a change after the value has changed; one that has left hears nothing', () => {
  const signal = createSignal(1)
  const heard: string[] = []
  const leave = signal.subscribe(() => heard.push(`a${signal.get()}`))
  signal.subscribe(() => heard.push(`b${signal.get()}`))
  signal.set(2)
  leave()
  leave()
  signal.set(3)
  assert.deepEqual(heard, ['a2', 'b2', 'b3'])
})

test('a listener that leaves while it is told takes nothing away from the others', () => {
  const signal = createSignal(0)
  const heard: string[] = []
  const leave = signal.subscribe(() => leave())
  signal.subscribe(() => heard.push('second'))
  signal.set(1)
  assert.deepEqual(heard, ['second'])
})

test('the same text twice is two announcements', () => {
  const numbers: number[] = []
  const leave = announcement.subscribe(() => numbers.push(announcement.get().number))
  announce('API Key copied')
  announce('API Key copied')
  leave()
  assert.equal(announcement.get().text, 'API Key copied')
  assert.equal(new Set(numbers).size, 2)
})
