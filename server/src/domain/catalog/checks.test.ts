import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DomainError } from '../errors.ts'
import { checkUrl, checkWord } from './checks.ts'
import { endpointUrl, serviceIdOf } from './endpoint.ts'

function refusedUrl(url: string): void {
  assert.throws(
    () => checkUrl('publicUrl', url),
    (error) =>
      error instanceof DomainError && error.code === 'input.invalid' && error.facts.field === 'publicUrl',
  )
}

const BAD_URLS = [
  'ftp://files.example/',
  'javascript:alert(1)',
  '//files.example/',
  'files.example',
  'https://',
  'https://user:secret@files.example/',
  'https://user@files.example/',
  'https://:secret@files.example/',
  'https://files.example/#part',
  'https://files.example/%(admin_token)s',
  'https://files.example/$(user_id)s',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the point is that nothing fills it in
  'https://files.example/${HOME}',
  'https://files.example/%{x}',
  'https://files.example/a b',
  'https://files.example/\n',
  'https://files.example/\u0085',
  '',
]
for (const url of BAD_URLS) {
  test(`the address ${JSON.stringify(url)} is refused (F-21)`, () => refusedUrl(url))
}

const GOOD_URLS = [
  'http://10.0.0.1:8080',
  'https://x.example/%(tenant_id)s/y?z=1',
  'https://x/$(tenant_id)s',
  'https://x/%(project_id)s',
  'https://AUTH_%(tenant_id)s.files.example/',
]
for (const url of GOOD_URLS) {
  test(`the address ${url} is taken as it is`, () => assert.equal(checkUrl('publicUrl', url), url))
}

test('an address has 1,024 characters at most, as it is written', () => {
  const longest = `https://files.example/%(tenant_id)s/${'x'.repeat(988)}`
  assert.equal(longest.length, 1_024)
  assert.equal(checkUrl('publicUrl', longest), longest)
  refusedUrl(`${longest}x`)
})

test('an address that is taken leaves nothing to be filled in once the account number is', () => {
  const piece = fc.constantFrom('%', '$', '(', '{', ')', '}', 's', 'tenant_id', '/', '%(tenant_id)s', '%7B')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const url = `https://x.example/${pieces.join('')}`
      try {
        checkUrl('publicUrl', url)
      } catch {
        return
      }
      assert.doesNotMatch(endpointUrl(url, '100001'), /[%$][({]/)
    }),
  )
})

for (const word of ['', '1files', 'cloud files', 'a/b', 'ü', 'x'.repeat(65), '-x', 'x\n', ':x']) {
  test(`the word ${JSON.stringify(word).slice(0, 20)} is refused`, () => {
    assert.throws(() => checkWord('name', word), { code: 'input.invalid' })
  })
}

test('a word of up to 64 letters, digits and . _ : - is taken as it is', () => {
  for (const word of ['x', 'rax:object-cdn', 'A.b_c:d-9', 'x'.repeat(64)]) {
    assert.equal(checkWord('name', word), word)
  }
})

test('F-21 nothing but the account number comes into an address, whatever it holds', () => {
  const given = ['%(tenant_id)s', '$(tenant_id)s', '%(project_id)s', '$(project_id)s']
  const piece = fc.constantFrom(...given, '%(user_id)s', '$\u007bHOME}', '$&', '$1', '%s', 'https://h/', 'a')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.stringMatching(/^[0-9]{6,9}$/), (pieces, account) => {
      const expected = pieces.map((each) => (given.includes(each) ? account : each)).join('')
      assert.equal(endpointUrl(pieces.join(''), account), expected)
    }),
  )
})

test('the id of a service tells its name from its type', () => {
  const id = serviceIdOf({ name: 'a', type: 'b' })
  assert.match(id, /^[0-9a-f]{32}$/)
  assert.notEqual(id, serviceIdOf({ name: 'b', type: 'a' }))
})
