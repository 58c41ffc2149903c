import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { checkEmail } from './email.ts'
import { generatePassword } from './generated-password.ts'
import { isGuessable } from './guessable-password.ts'
import { type ListedUser, stateOf, type UserState } from './listed-user.ts'
import { nameFault } from './name-fault.ts'
import { checkRegion } from './region.ts'
import { isUserName, normaliseUserName } from './user.ts'

const invalid = (field: string) => ({ name: 'DomainError', code: 'input.invalid', facts: { field } })

function refusedField(act: () => unknown, field: string): void {
  assert.throws(act, (error: Error) => {
    const { name, code, facts } = invalid(field)
    const given = Reflect.get(error, 'facts')
    assert.deepEqual([error.name, Reflect.get(error, 'code'), given.field], [name, code, facts.field])
    assert.ok(given.reason.length > 0)
    return true
  })
}

describe('an e-mail address', () => {
  for (const address of [
    'joe@example.com',
    'joe+keyward@example.com',
    "o'neil.$#!&*/=?^_`{|}~-@sub.example.co",
    'root@localhost',
    'jörg@münchen.example',
    `${'x'.repeat(242)}@example.com`,
  ]) {
    test(`may be ${address.slice(-40)}`, () => assert.equal(checkEmail(address), address))
  }
  for (const address of [
    ...['', '@', 'joe', 'joe@', '@example.com', 'joe@@example.com', 'joe@a@b.example'],
    ...['joe @example.com', 'joe@example.com ', ' joe@example.com', 'joe@exa\tmple.com', 'joe\n@example.com'],
    ...['joe@example..com', 'joe@.example.com', 'joe@example.com.', 'joe@exam<ple.com', '<joe@example.com>'],
    ...['"joe"@example.com', 'joe@[192.0.2.1]', 'a,b@example.com', 'a;b@example.com', 'a\\b@example.com'],
    ...['joe(x)@example.com', 'mailto:joe@example.com', 'joe@example.com\r\nBcc: eve@example.com'],
    `${'x'.repeat(243)}@example.com`,
  ]) {
    test(`may not be ${JSON.stringify(address).slice(0, 40)}`, () =>
      refusedField(() => checkEmail(address), 'email'))
  }

  test('is taken as it is or not at all, and brings no line and no second address into a mail', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aZ0.@ <>"(),:;[]\\\r\n\té-+'), maxLength: 20 })
    fc.assert(
      fc.property(text, (given) => {
        let taken: string | null = null
        try {
          taken = checkEmail(given)
        } catch {
          return
        }
        assert.equal(taken, given)
        assert.doesNotMatch(taken, /[\s<>",:;()[\]\\]/)
        assert.equal(taken.split('@').length, 2)
      }),
    )
  })
})

describe('a region', () => {
  for (const [given, written] of [
    ['dfw', 'DFW'],
    ['DFW', 'DFW'],
    ['eu-west.1_b', 'EU-WEST.1_B'],
    ['r', 'R'],
    ['x'.repeat(64), 'X'.repeat(64)],
  ] as const) {
    test(`${given.slice(0, 12)} is written in capitals`, () => assert.equal(checkRegion(given), written))
  }
  for (const given of ['', ' ', '1st', '-dfw', 'd f w', 'dfw\n', 'dfw/ord', 'É', 'x'.repeat(65)]) {
    test(`${JSON.stringify(given).slice(0, 12)} is none`, () =>
      refusedField(() => checkRegion(given), 'defaultRegion'))
  }
})

describe('a user name', () => {
  for (const name of ['a', 'Joe', 'joe.bloggs@example.com', 'jörg_1+x-y', '陳', `u${'x'.repeat(254)}`]) {
    test(`may be ${name.slice(0, 24)}`, () => assert.ok(isUserName(name)))
  }
  for (const name of [
    ...[
      'a',
      'Joe',
      'joe.bloggs@example.com',
      'jörg_1+x-y',
      'Łukasz',
      'Đorđe',
      'Nguyễn',
      'Ștefan',
      'İpek',
      'weiß',
    ],
    ...[
      '陳',
      '田中ひろこ',
      '김민수',
      'Иван',
      'иван@example.com',
      'а.иванов',
      'Γιώργος',
      'דוד',
      `u${'x'.repeat(254)}`,
    ],
  ]) {
    test(`may newly be ${name.slice(0, 24)}`, () => assert.equal(nameFault(name), null))
  }
  for (const [name, fault] of [
    ['', /begins with a letter/],
    ['1joe', /begins with a letter/],
    ['joe bloggs', /no spaces/],
    ['joe:bloggs', /“:” cannot be in a user name/],
    ['joe\u200b', /invisible character/],
    ['joe\0', /invisible character/],
    ['joe٥', /digits of a user name are 0 to 9/],
    ['ｊｏｅ', /type “joe”/],
    ['ﬁnn', /type “finn”/],
    ['jo\u0308rg', /type “jörg”/],
    ['аdmin', /of one alphabet/],
    ['joe.аdmin', /of one alphabet/],
    ['сосо', /mistaken for one in Latin letters/],
    ['ο.wner', /mistaken for one in Latin letters/],
    ['adm\u0131n', /looks like another letter/],
    ['\u0251nn', /looks like another letter/],
    [`u${'x'.repeat(255)}`, /255 characters/],
  ] as const) {
    test(`may not newly be ${JSON.stringify(name).slice(0, 24)}, for a reason in words`, () =>
      assert.match(nameFault(name) ?? '', fault))
  }
  for (const name of [
    ...['', '1joe', '_joe', '.joe', '@joe', 'joe bloggs', 'joe:bloggs', 'joe/x', 'joe\n', 'joe\0', '<b>joe'],
    ...['joe%20', "joe'", 'joe"', 'joe,', '\u202ejoe', 'joe\u200b', `u${'x'.repeat(255)}`],
  ]) {
    test(`may not be ${JSON.stringify(name).slice(0, 24)}`, () => assert.ok(!isUserName(name)))
  }

  test('is one name in any spelling: letter case, wide letters, ligatures, composed or not', () => {
    for (const [one, other] of [
      ['Joe', 'jOE'],
      ['joe', 'ｊｏｅ'],
      ['ﬁnn', 'finn'],
      ['jo\u0308rg', 'jörg'],
      ['Ångström', `${'Å'.normalize('NFD')}ngström`],
    ] as const) {
      assert.equal(normaliseUserName(one), normaliseUserName(other), one)
    }
    for (const [one, other] of [
      ['joe', 'joé'],
      ['joe', 'jo'],
      ['a.b', 'ab'],
      ['a-b', 'a_b'],
      // Cyrillic and Latin look alike: whoever has such a name from before is not locked out of it.
      ['а', 'a'],
    ] as const) {
      assert.notEqual(normaliseUserName(one), normaliseUserName(other), one)
    }
  })

  test('of ASCII has one spelling for counting, however often it is brought to it', () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9@._+-]{0,30}$/)
    fc.assert(
      fc.property(name, (given) => {
        const one = normaliseUserName(given)
        assert.ok(isUserName(given) && isUserName(one))
        assert.equal(normaliseUserName(one), one)
        assert.equal(normaliseUserName(given.toUpperCase()), one)
      }),
    )
  })
})

describe('a new user name', () => {
  const ascii = fc.stringMatching(/^[a-z][a-z0-9._-]{0,20}$/)
  const letters = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })

  test('is its own plain spelling, and has one for comparing that could be a name too', () => {
    fc.assert(
      fc.property(fc.oneof(letters, ascii), (name) => {
        if (nameFault(name) !== null) return
        assert.ok(isUserName(name))
        assert.equal(name.normalize('NFKC'), name)
        assert.equal(normaliseUserName(normaliseUserName(name)), normaliseUserName(name))
      }),
    )
  })

  test('is never one of ASCII letters with some of them replaced by others that look the same', () => {
    const same: Readonly<Record<string, string>> = {
      ...{ a: 'аɑａ', c: 'сϲｃ', e: 'еｅ', i: 'іıｉι', j: 'јϳｊ', k: 'κк', o: 'оοօｏ', p: 'рρ', s: 'ѕｓ' },
      ...{ x: 'хχ', y: 'уү', l: 'ӏǀⅼ', h: 'һհ', d: 'ԁ', v: 'ν', u: 'υս' },
    }
    fc.assert(
      fc.property(ascii, fc.array(fc.nat(), { minLength: 1, maxLength: 21 }), (name, picks) => {
        const looks = [...name].map((char, at) => {
          const others = same[char] ?? ''
          const pick = picks[at % picks.length] ?? 0
          return others.length > 0 && pick % 2 === 0 ? (others[(pick >> 1) % others.length] ?? char) : char
        })
        if (looks.join('') !== name) assert.notEqual(nameFault(looks.join('')), null, looks.join(''))
      }),
    )
  })
})

describe('a password for somebody who gave none', () => {
  test('is 144 random bits in letters that need no quoting, and would be taken from anybody', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 18, maxLength: 18 }), (bytes) => {
        const asked: number[] = []
        const random = {
          bytes: (length: number) => {
            asked.push(length)
            return bytes
          },
        }
        const password = generatePassword(random)
        assert.deepEqual(asked, [18])
        assert.match(password, /^[A-Za-z0-9_-]{24}$/)
        assert.equal(password, Buffer.from(bytes).toString('base64url').replace(/^-/, 'A'))
      }),
    )
    assert.ok(
      !isGuessable(
        generatePassword({ bytes: () => Buffer.from('8f1d0c77a2b94e5600d3e8b1f47a9c25ffee', 'hex') }),
        ['joe'],
      ),
    )
  })
})

describe('what a list says of a user', () => {
  const rows: readonly (readonly [string, boolean, string | null, number | null, UserState])[] = [
    ['a password', true, 'phc', null, 'active'],
    ['a password and an invitation to another', true, 'phc', 1, 'active'],
    ['neither, which is a program', true, null, null, 'active'],
    ['an invitation alone', true, null, 1, 'invited'],
    ['a password, and is shut out', false, 'phc', null, 'disabled'],
    ['an invitation, and is shut out', false, null, 1, 'disabled'],
  ]
  for (const [what, enabled, passwordHash, invitationEndsAtMs, state] of rows) {
    test(`who has ${what} is ${state}`, () => {
      const user = { ...SOMEBODY, enabled, passwordHash }
      assert.equal(stateOf({ ...UNUSED, user, invitationEndsAtMs }), state)
    })
  }
})

const SOMEBODY: ListedUser['user'] = {
  ...{ id: 'a'.repeat(32), accountId: '100001', name: 'joe', email: null, enabled: true, roles: [] },
  ...{ passwordHash: null, passwordId: null, passwordChangedAtMs: null, defaultRegion: null },
  ...{
    secondFactor: false,
    secondFactorRule: 'default',
    adminType: null,
    description: null,
    contactType: null,
    contactId: null,
    createdAtMs: 0,
    updatedAtMs: 0,
  },
}
const UNUSED = { lastSignInMs: null, key: null }
