import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { snippetsFor } from './snippetsFor.ts'
import { assertIsCode } from './testing.ts'

const ORIGIN = 'https://keys.example'
const BODY = { name: "O'Hara", on: true, off: null, list: ['a'], password: '$NEW_PASSWORD' }
const codeOf = (label: string) =>
  snippetsFor(ORIGIN, { method: 'POST', path: '/x', body: BODY, sdk: 'x()' }).find(
    (one) => one.label === label,
  )?.code ?? ''

const environment = { ...process.env, NEW_PASSWORD: 'p"q', KEYWARD_KEY: 'k' }
const sent = { ...BODY, password: 'p"q' }

test('the shell sends the very body, with the password out of its environment', () => {
  const script = `curl() { printf '%s\\n' "$@"; }\n${codeOf('curl')}`
  const words = execFileSync('sh', ['-c', script], { env: { ...environment, NEW_PASSWORD: 'p' } }).toString()
  assert.deepEqual(JSON.parse(words.trim().split('\n').at(-1) ?? ''), { ...sent, password: 'p' })
})

test('what holds signs of a language stays what it is in each', () => {
  const body = { text: `#{1} $x 'y' "z" \\ \`\``, empty: {} }
  for (const snippet of snippetsFor(ORIGIN, { method: 'POST', path: '/x', body, sdk: 'KEYWARD_KEY' }))
    assertIsCode(snippet)
})

test('a dollar within a text is a dollar in the shell, whatever the environment holds', () => {
  const body = { text: 'costs $5, "$HOME', list: ['$HOME/x'], password: '$NEW_PASSWORD' }
  const [curl] = snippetsFor(ORIGIN, { method: 'POST', path: '/x', body, sdk: '' })
  const script = `curl() { printf '%s\\n' "$@"; }\n${curl?.code}`
  const words = execFileSync('sh', ['-c', script], { env: { ...environment, NEW_PASSWORD: 'p' } }).toString()
  assert.deepEqual(JSON.parse(words.trim().split('\n').at(-1) ?? ''), { ...body, password: 'p' })
})
