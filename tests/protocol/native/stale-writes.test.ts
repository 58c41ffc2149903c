import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, type TestApp } from '../../support/app.ts'
import { count } from '../../support/counts.ts'
import { freshDatabase, postgresMissing } from '../../support/postgres.ts'

const ROUNDS = count(200)
const WRITERS = 4

const ENGINES = [
  ['SQLite', async () => undefined, false],
  ['PostgreSQL', freshDatabase, postgresMissing()],
] as const

/** As a program of the owner: a colleague, shown and edited. */
async function editorOf({ http, owner, addUser }: TestApp) {
  const { userId } = await addUser('colleague')
  const url = `/api/v1/users/${userId}`
  const authorization = `Bearer ${owner.apiKey}`
  const show = () => http.inject({ url, headers: { authorization } })
  const edit = (email: string, headers: Readonly<Record<string, string>>) =>
    http.inject({ method: 'PATCH', url, headers: { authorization, ...headers }, payload: { email } })
  return { show, edit }
}

describe('of those who edit what they have read, with its ETag', () => {
  for (const [engine, database, skip] of ENGINES) {
    test(`at once, one is done and the others are told: ${engine}`, { skip }, async () => {
      const { show, edit } = await editorOf(await openTestApp(await database()))
      for (let round = 0; round < ROUNDS; round++) {
        const match = { 'if-match': String((await show()).headers.etag) }
        const emails = Array.from({ length: WRITERS }, (_, at) => `r${round}w${at}@example.com`)
        const answers = await Promise.all(emails.map((email) => edit(email, match)))
        const codes = answers.map(({ statusCode }) => statusCode)
        assert.deepEqual(codes.toSorted(), [200, ...Array<number>(WRITERS - 1).fill(412)], `${round}`)
        const done = answers[codes.indexOf(200)]
        assert.equal((await show()).json().email, emails[codes.indexOf(200)])
        assert.equal((await show()).headers.etag, done?.headers.etag)
      }
    })

    test(`nobody overwrites what a program without one wrote in between: ${engine}`, { skip }, async () => {
      const { show, edit } = await editorOf(await openTestApp(await database()))
      for (let round = 0; round < ROUNDS; round++) {
        const match = { 'if-match': String((await show()).headers.etag) }
        const [blind, careful] = await Promise.all([
          edit(`r${round}blind@example.com`, {}),
          edit(`r${round}careful@example.com`, match),
        ])
        assert.equal(blind.statusCode, 200)
        // Whoever read the old state may be first, and is never second.
        const last = careful.statusCode === 412 || (await show()).json().email.includes('blind')
        assert.ok(last, `${round}: ${careful.statusCode}`)
      }
    })
  }
})

test('calls that reach a threshold are no edit of it', async () => {
  const { http, owner } = await openTestApp()
  const url = '/api/v1/usage/threshold'
  const headers = { authorization: `Bearer ${owner.apiKey}` }
  const show = () => http.inject({ url, headers })
  // Each request is a call: the last one here is the third of the day.
  await http.inject({ method: 'PATCH', url, headers, payload: { callsPerDay: 3 } })
  const [before, after] = [await show(), await show()]
  assert.deepEqual([before.json().reached.day, after.json().reached.day], [false, true])
  assert.equal(after.headers.etag, before.headers.etag)
})
