import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { stripTypeScriptTypes } from 'node:module'
import { after } from 'node:test'

const BASH = ['bash', '-c', `while IFS= read -rd '' code; do bash -n <<< "$code" || exit 1; done`]
const PYTHON = ['python3', '-c', `import ast, sys\nfor c in sys.stdin.read().split('\\0'): ast.parse(c)`]
/** Each language's own parser, which does not run what it reads: code on its input, each piece ended by a NUL. */
const PARSERS: Readonly<Record<string, readonly string[]>> = {
  curl: BASH,
  swift: BASH,
  Python: PYTHON,
  libcloud: PYTHON,
  Ruby: ['ruby', '-e', 'STDIN.read.split("\\0").each { |c| RubyVM::InstructionSequence.compile(c) }'],
  PHP: [
    'php',
    '-r',
    'foreach (explode("\\0", stream_get_contents(STDIN)) as $c) token_get_all($c, TOKEN_PARSE);',
  ],
}
/** By language. A parser starts once for a test file: that takes longer than all its reading. */
const shown = new Map<string, string[]>()

after(() => {
  for (const [label, codes] of shown) assert.equal(complaintAbout(label, codes), '', label)
})

/** What a page shows as code must be code, and must take the key from the environment of whoever runs it. */
export function assertIsCode({ label, code }: { readonly label: string; readonly code: string }): void {
  if (label === 'TypeScript') stripTypeScriptTypes(code)
  else shown.set(label, [...(shown.get(label) ?? []), code])
  assert.match(code, /KEYWARD_KEY/)
  assert.doesNotMatch(code, /undefined|\[object/)
}

/** Nothing where the language is not installed. */
function complaintAbout(label: string, codes: readonly string[]): string {
  const [program, ...args] = PARSERS[label] ?? []
  assert.ok(program, `no parser for ${label}`)
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    input: codes.map((code) => `${code}\0`).join(''),
    encoding: 'utf8',
  })
  return error || status === 0 ? '' : stdout + stderr
}
