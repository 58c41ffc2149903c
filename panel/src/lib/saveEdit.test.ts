import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KeywardError } from '@keyward/sdk'
import { type AskWhose, type Difference, saveEdit } from './saveEdit.ts'

interface Box {
  readonly name: string
  readonly size: number
  readonly note?: Readonly<Record<string, string>>
}

/** A server that holds one thing, whose version changes with every edit. */
function holding(first: Box, beforeSending: (set: (now: Box) => void) => void = () => {}) {
  let [now, at] = [first, 1]
  const set = (next: Box) => {
    now = next
    at++
  }
  const sent: object[] = []
  return {
    set,
    sent,
    now: () => now,
    read: async () => ({ ...now, version: `"${at}"` }),
    send: async ({ version, ...edit }: Partial<Box> & { readonly version?: string }) => {
      beforeSending(set)
      if (version !== `"${at}"`) throw changedMeanwhile()
      sent.push(edit)
      set({ ...now, ...edit })
      return now
    },
  }
}

const changedMeanwhile = () =>
  new KeywardError({
    ...{ type: 'x', title: 'x', status: 412, detail: 'x', code: 'changed_meanwhile', requestId: 'r' },
  })

function answering(...whose: readonly ('mine' | 'theirs')[]) {
  const asked: (readonly Difference[])[] = []
  const ask: AskWhose = async (differences) => {
    asked.push(differences)
    const one = whose[asked.length - 1]
    assert.ok(one, 'nobody has to be asked')
    return one
  }
  return { ask, asked }
}

const shown = { name: 'Anna', size: 1 }

test('only what was edited is sent, and what others changed besides stays', async () => {
  const server = holding({ name: 'Anna', size: 2 })
  await saveEdit(answering().ask, { ...server, shown, change: { name: 'Ann', size: 1 } })
  assert.deepEqual(server.sent, [{ name: 'Ann' }])
  assert.deepEqual(server.now(), { name: 'Ann', size: 2 })
})

test('nothing is sent when nothing was edited', async () => {
  const server = holding({ name: 'Anna', size: 2 })
  assert.equal((await saveEdit(answering().ask, { ...server, shown, change: shown }))?.size, 2)
  assert.deepEqual(server.sent, [])
})

test('the same field changed by somebody else is asked about, with both values', async () => {
  const { ask, asked } = answering('mine')
  const server = holding({ name: 'Hanna', size: 1 })
  const saved = await saveEdit(ask, { ...server, shown, change: { name: 'Ann' } })
  assert.deepEqual(asked, [[{ field: 'name', mine: 'Ann', theirs: 'Hanna' }]])
  assert.equal(saved?.name, 'Ann')
})

test('theirs is taken by sending nothing', async () => {
  const server = holding({ name: 'Hanna', size: 1 })
  assert.equal(await saveEdit(answering('theirs').ask, { ...server, shown, change: { name: 'Ann' } }), null)
  assert.deepEqual(server.sent, [])
})

test('nobody is asked when both typed the same', async () => {
  const server = holding({ name: 'Ann', size: 1 })
  assert.equal((await saveEdit(answering().ask, { ...server, shown, change: { name: 'Ann' } }))?.name, 'Ann')
})

test('what comes in between reading and sending is found by the server, and asked about', async () => {
  const between = [
    { name: 'Hanna', size: 1 },
    { name: 'Anne', size: 1 },
  ]
  const server = holding({ name: 'Anna', size: 1 }, (set) => {
    const next = between.shift()
    if (next) set(next)
  })
  const { ask, asked } = answering('mine', 'mine')
  const saved = await saveEdit(ask, { ...server, shown, change: { name: 'Ann' } })
  assert.deepEqual(
    asked.map(([one]) => one?.theirs),
    ['Hanna', 'Anne'],
  )
  assert.equal(saved?.name, 'Ann')
})

test('fields within a field are told by themselves', async () => {
  const { ask, asked } = answering('theirs')
  const server = holding({ name: 'Anna', size: 1, note: { home: 'Graz', work: 'Linz' } })
  const change = { note: { home: 'Wien', work: 'Ulm' } }
  await saveEdit(ask, { ...server, shown: { note: { home: 'Bonn', work: 'Linz' } }, change })
  assert.deepEqual(asked, [[{ field: 'note.home', mine: 'Wien', theirs: 'Graz' }]])
})

test('what was never shown, as a password, is not asked about', async () => {
  const server = holding({ name: 'Hanna', size: 1 })
  await saveEdit(answering().ask, { ...server, shown: {}, change: { name: 'Ann', password: 'secret' } })
  assert.deepEqual(server.sent, [{ name: 'Ann', password: 'secret' }])
})

test('any other refusal is the one of the form', async () => {
  const send = (): Promise<Box> => Promise.reject(new Error('no room'))
  const { read } = holding({ name: 'Anna', size: 1 })
  await assert.rejects(saveEdit(answering().ask, { read, send, shown, change: { name: 'Ann' } }), /no room/)
})
