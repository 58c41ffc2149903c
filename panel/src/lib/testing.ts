import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { stripTypeScriptTypes } from 'node:module'

/** Each language's own parser, which does not run what it reads. Null where it is not installed. */
const PARSERS: Readonly<Record<string, (code: string) => string | null>> = {
  curl: (code) => complaintOf('bash', ['-n'], code),
  swift: (code) => complaintOf('bash', ['-n'], code),
  Python: (code) => complaintOf('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], code),
  libcloud: (code) => complaintOf('python3', ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'], code),
  Ruby: (code) => complaintOf('ruby', ['-ce', code], ''),
  PHP: (code) => complaintOf('php', ['-l'], code),
  TypeScript: (code) => {
    stripTypeScriptTypes(code)
    return ''
  },
}

/** What a page shows as code must be code, and must take the key from the environment of whoever runs it. */
export function assertIsCode({ label, code }: { readonly label: string; readonly code: string }): void {
  const parse = PARSERS[label]
  assert.ok(parse, `no parser for ${label}`)
  assert.ok(['', null].includes(parse(code)), `${label}: ${code}`)
  assert.match(code, /KEYWARD_KEY/)
  assert.doesNotMatch(code, /undefined|\[object/)
}

function complaintOf(program: string, args: readonly string[], input: string): string | null {
  const { error, stderr } = spawnSync(program, args, { input, encoding: 'utf8' })
  return error ? null : stderr
}
