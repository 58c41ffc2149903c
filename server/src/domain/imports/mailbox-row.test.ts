import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { MailDomain } from '../domains/mail-domain.ts'
import { CONTACT_FIELDS } from '../mailboxes/mailbox.ts'
import { MAILBOX_FIELDS, type MailboxField } from './fields.ts'
import { mailboxRow } from './mailbox-row.ts'
import { MAILBOXES } from './mailbox-sort.ts'
import { faultOf, isFault, readImport } from './read-import.ts'

const DOMAIN: MailDomain = {
  ...{ id: 'd', accountId: '1', name: 'example.com', maxMailboxes: null, baseMailboxMb: 1_000 },
  ...{ extraStorageMb: 0, product: 'rse-basic', catchAll: null, createdAtMs: 0 },
}
const GOOD = 'Str0ng-enough'

/** A row with a name, and this in one field. */
function rowWith(field: MailboxField, cell: string) {
  const others = field === 'username' ? [] : (['username'] as const)
  return mailboxRow([cell, 'anna'], [field, ...others], DOMAIN)
}

const TOO_LONG = 'x'.repeat(5_000)
const BAD: Readonly<Record<string, readonly string[]>> = {
  username: [
    ...['', ' ', '.a', 'a.', 'a..b', '-a', 'a b', 'é', 'a+b', 'a/b', 'a\0', 'a\nb', 'x'.repeat(65), '\u212A'],
    ...['anna@', '@example.com', 'anna@elsewhere.example', 'a@b@example.com', '=1+1', 'anna,ben'],
  ],
  password: ['short', 'alllowercase', 'lower1234', 'Xx1-anna-Xx', `Aa1${'x'.repeat(126)}`, 'Aa1-zero\0zero'],
  enabled: ['maybe', '2', '-1', 'true false', 'ja', 'TRUE!', '1.0'],
  displayName: [TOO_LONG, 'a\0b'],
  size: ['0', '-1', '1.5', '1e3', '0x10', 'big', '1 000', '1,000', '1001', '9999999999', '１', 'NaN'],
  forwardTo: [
    ...[
      'anna',
      'a@b',
      '@x.example',
      'a@x.example b',
      'anna@example.com',
      'ANNA@EXAMPLE.COM',
      'a\0@x.example',
    ],
    Array.from({ length: 5 }, (_, at) => `a${at}@x.example`).join(),
    Array.from({ length: 16 }, (_, at) => `b${at}@example.com`).join(';'),
  ],
  ...Object.fromEntries(CONTACT_FIELDS.map((field) => [field, [TOO_LONG, 'a\0b']])),
}

describe('a cell that is no value of its field', () => {
  for (const field of MAILBOX_FIELDS)
    test(`is refused with the name of the field: ${field}`, () => {
      const cells = BAD[field] ?? assert.fail('a new field needs a row here')
      for (const cell of cells)
        assert.throws(
          () => rowWith(field, cell),
          (error) => faultOf(error).field === field,
          JSON.stringify(cell.slice(0, 40)),
        )
    })
})

describe('a cell', () => {
  test('means the same in any letter case, and with blanks around it', () => {
    for (const text of ['anna', ' ANNA ', 'Anna@Example.COM', '\tanna@example.com'])
      assert.equal(rowWith('username', text).address, 'anna@example.com')
    for (const text of ['1', 'TRUE', 'Yes', ' y', 'On', 'X', 'Enabled'])
      assert.equal(rowWith('enabled', text).settings.enabled, true, text)
    for (const text of ['0', 'FALSE', 'No', 'n ', 'OFF', 'disabled'])
      assert.equal(rowWith('enabled', text).settings.enabled, false, text)
    assert.deepEqual(rowWith('forwardTo', 'A@X.example; b@x.example').settings.forwardTo, [
      'a@x.example',
      'b@x.example',
    ])
  })

  test('that is empty says nothing', () => {
    for (const field of MAILBOX_FIELDS)
      if (field !== 'username' && field !== 'password')
        assert.deepEqual(rowWith(field, '  ').settings, {}, field)
    assert.equal(rowWith('password', '').password, null)
  })

  test('is text, whatever a spreadsheet would make of it, and a password every character of itself', () => {
    for (const [cell, text] of [
      ['=1+1', '=1+1'],
      ["'=1+1", '=1+1'],
      ["'+49 30", '+49 30'],
      ["'quoted", "'quoted"],
    ] as const)
      assert.equal(rowWith('displayName', cell).settings.displayName, text)
    for (const password of ["'=Str0ng-enough", "'-Str0ng-enough", ' Str0ng-enough ', '=Str0ng-enough'])
      assert.equal(rowWith('password', password).password, password)
  })
})

test('every row of any file is a mailbox or a fault, once, by its number', async () => {
  const cell = fc.oneof(
    fc.constantFrom('anna', 'ANNA', 'ben@example.com', '', GOOD, 'weak', '=cmd()', '1', 'x', '"', 'é\0', ','),
    fc.string({ maxLength: 12 }),
  )
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 20 })
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const lines = [['Username', 'Password', 'Enabled', 'Size'], ...given].map((row) =>
        row.map(quoted).join(),
      )
      const read = await readImport({ bytes: Buffer.from(lines.join('\r\n')) }, MAILBOXES, DOMAIN)
      const filled = given.flatMap((row, at) => (row.some((text) => text.trim() !== '') ? [at + 2] : []))
      assert.deepEqual(
        read.rows.map(({ number }) => number),
        filled,
      )
      const names = read.rows.flatMap((row) => (isFault(row.read) ? [] : [row.read.name]))
      assert.equal(new Set(names).size, names.length)
    }),
  )
})
