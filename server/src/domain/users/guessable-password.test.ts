import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { COMMON_WORDS, COMMONEST_WORDS } from './common-words.ts'
import { isGuessable } from './guessable-password.ts'

const NAMES = ['alice', 'alice@example.com', 'Example Corp']

/** All of 15 characters or more, and such as lists of stolen passwords hold. */
const GUESSABLE = {
  'a word repeated': [
    'passwordpassword',
    'iloveyouiloveyou',
    'PrincessPrincess',
    'monkeymonkeymonkey',
    'adminadminadmin1',
  ],
  'a word and a number': [
    'Password12345678',
    'qwerty1234567890',
    'Welcome123456789',
    'administrator123',
    'sunshine12345678',
  ],
  'digits in a row': [
    '123456789012345',
    '987654321987654',
    '1234567890123456789',
    '12345678910111213'.slice(0, 15),
  ],
  'digits repeated': [
    '000000000000000',
    '123123123123123',
    '121212121212121',
    '112233445566778',
    '00112233445566778899',
  ],
  'the alphabet': ['abcdefghijklmno', 'zyxwvutsrqponmlk', 'abcabcabcabcabc', 'ABCDEFGHIJKLMNOP1!'],
  'rows of the keyboard': [
    'qwertyuiopasdfgh',
    'asdfghjklasdfghjkl',
    'qwertyuiop12345',
    '!@#$%^&*()_+QWERTY',
    'qwertyuiop[]asdf',
  ],
  'columns of the keyboard': [
    '1qaz2wsx3edc4rfv',
    'qazwsxedcrfvtgb',
    'zaq12wsxcde34rfv',
    '1234qwerasdfzxcv',
    'zxcvasdfqwer1234',
  ],
  'two runs woven together': ['1q2w3e4r5t6y7u8i', 'q1w2e3r4t5y6u7i8', 'a1b2c3d4e5f6g7h8'],
  'look-alike letters': [
    'P@ssw0rdP@ssw0rd',
    'passw0rd12345678',
    'p4$$w0rd!p4$$w0rd!',
    '1l0vey0u1l0vey0u',
    'l3tm31nl3tm31n1',
  ],
  'small words between': [
    'mypasswordis1234',
    'thisismypassword',
    'ThisIsMyPassword1',
    'this is my password!',
    'Iamtheadmin2026',
  ],
  'words backwards': ['drowssapdrowssap', 'drowssap12345678', '54321nimdanimda54321'],
  'the product and the person': [
    'keywardkeyward1',
    'KeywardAdmin2026!',
    'examplecorp12345',
    'alicealicealice',
    'alice@example.com1',
  ],
  'one letter or few': ['aaaaaaaaaaaaaaa', 'aaaaaaaabbbbbbbb', 'hahahahahahahaha', '................'],
  'years and months': [
    'password2024password',
    '1985198519851985',
    'januaryfebruary1',
    'Summer2026Summer2026',
  ],
}

for (const [kind, passwords] of Object.entries(GUESSABLE)) {
  test(`S-32 guessable: ${kind}`, () => {
    for (const password of passwords) {
      assert.ok(password.length >= 15, password)
      assert.ok(isGuessable(password, NAMES), password)
    }
  })
}

test('S-32 unrelated words, sentences and random letters are not guessable', () => {
  const good = [
    'correct horse battery staple',
    'vexing-lamprey-quartz',
    'my dog eats purple shoes',
    'river mountain coffee lamp',
    'Ich esse gern Spargel',
    'fahrradkette im regen',
    'thunder bicycle apple nine',
    'gX9#kLq2Vb7!mZp',
    'q7Kp-29xf-Lm4z-88',
    '830194756102938',
    'солнце светит над рекой',
    '窓の外には静かな雨が降っている夜',
  ]
  for (const password of good) assert.equal(isGuessable(password, NAMES), false, password)
})

test('S-32 names count only for those they belong to', () => {
  assert.ok(isGuessable('wintermuteneuro1', ['wintermute', 'neuro']))
  assert.equal(isGuessable('wintermuteneuro1', NAMES), false)
})

test('S-32 any two common words with a number behind are guessable, in any case', () => {
  const word = fc.constantFrom(...COMMON_WORDS)
  fc.assert(
    fc.property(word, word, fc.nat(99), fc.boolean(), (first, second, number, upper) => {
      const password = `${first}${second}${number}`
      assert.ok(isGuessable(upper ? password.toUpperCase() : password, []), password)
    }),
  )
})

test('S-32 any of the commonest words with any ending of digits in a row is guessable', () => {
  for (const word of COMMONEST_WORDS)
    for (const ending of ['123', '1234567890', '!', '1!', '2026', '@2026', '__', '111111', '007'])
      assert.ok(isGuessable(word + ending, []), word + ending)
})

test('S-32 any short piece repeated to any length is guessable', () => {
  const repeated = fc.tuple(fc.string({ minLength: 1, maxLength: 2 }), fc.integer({ min: 15, max: 200 }))
  fc.assert(
    fc.property(repeated, ([piece, length]) => {
      assert.ok(isGuessable(piece.repeat(length).slice(0, length), []))
    }),
  )
})

test('random passwords of 16 letters and digits are never refused', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9]{16}$/), (password) => {
      fc.pre(new Set(password).size > 8)
      assert.equal(isGuessable(password, NAMES), false)
    }),
  )
})

test('the longest password allowed is judged in a moment', () => {
  const letters = Array.from({ length: 1_024 }, (_, at) =>
    String.fromCharCode(97 + ((at * at * 7 + at * 3) % 25)),
  )
  const began = performance.now()
  isGuessable(letters.join(''), NAMES)
  isGuessable(letters.slice(0, 100).join(''), NAMES)
  isGuessable(`${'ab'.repeat(511)}x`, NAMES)
  assert.ok(performance.now() - began < 1_000)
})
