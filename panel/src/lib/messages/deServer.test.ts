import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { germanOfServer } from './deServer.ts'
import { SERVER_WORDS } from './deServerWords.ts'

const server = new URL('../../../../server/src/', import.meta.url)
const source = globSync('{domain,http}/**/*.ts', {
  cwd: server,
  exclude: (name) => name.endsWith('.test.ts'),
})
  .map((file) => readFileSync(new URL(file, server), 'utf8'))
  .join('\n')

const PLACES = /\{\w+\}/g
/** Put together by the server from words that stand apart. */
const PUT_TOGETHER =
  /^(?:\{name\} must |The domain has (?:a|\{used\}) mailbox|The address is taken by |The alias is |Row )/

test('every text of the server that has a German one is still said by it', () => {
  const sentences = Object.keys(SERVER_WORDS).filter((text) => text.endsWith('.') && !PUT_TOGETHER.test(text))
  const gone = sentences.filter((text) => text.split(PLACES).some((part) => !isSaid(part.trim())))
  assert.deepEqual(gone, [])
})

test('each has the same places for values in German', () => {
  for (const [english, german] of Object.entries(SERVER_WORDS)) {
    const known = new Set(english.match(PLACES))
    const unknown = german.match(PLACES)?.filter((place) => !known.has(place)) ?? []
    assert.deepEqual(unknown, [], english)
  }
})

test('values are put in, their thousands in German; what is not known stays as it is', () => {
  assert.equal(germanOfServer('The address is taken.'), 'Diese Adresse ist vergeben.')
  assert.equal(
    germanOfServer('A file has 50,000 rows at most. Split it into several.'),
    'Eine Datei hat höchstens 50.000 Zeilen. Teilen Sie sie in mehrere.',
  )
  assert.equal(
    germanOfServer('There is no a@b.example, c@b.example.'),
    'a@b.example, c@b.example gibt es nicht.',
  )
  for (const text of ['', 'There is no such thing.', 'A shelf has 3 boards at most.', 'The key is missing.'])
    assert.equal(germanOfServer(text), text)
})

/** Texts are put together from short words, too: those say nothing of where they come from. */
const isSaid = (part: string) => part.length < 9 || source.includes(part)
