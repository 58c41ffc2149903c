import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../tests/support/any-character.ts'
import type { Letter, MailKind } from '../domain/mail/outgoing.ts'
import { textOf } from './letter-text.ts'
import { htmlText, plainText } from './render.ts'

const PUBLIC_URL = 'https://keyward.example'
const LINK = { secret: 'kwl_secret', endsAtMs: Date.UTC(2026, 10, 22, 12, 30) }

const letter = (kind: MailKind, change: Partial<Letter> = {}): Letter => ({
  kind,
  to: 'ulla@example.com',
  userName: 'ulla',
  accountName: 'Example',
  doneFrom: '192.0.2.1',
  atMs: Date.UTC(2026, 10, 22, 12),
  link: kind === 'reset' || kind === 'invitation' ? LINK : null,
  ...change,
})
const plain = (given: Letter) => plainText(textOf(given, PUBLIC_URL))
const asHtml = (given: Letter) => htmlText(textOf(given, PUBLIC_URL))

const KINDS: readonly MailKind[] = [
  'invitation',
  'reset',
  'password_changed',
  'email_changed',
  'key_changed',
  'factor_removed',
]

describe('a letter', () => {
  for (const [kind, address] of [
    ['invitation', `${PUBLIC_URL}/invite/kwl_secret`],
    ['reset', `${PUBLIC_URL}/reset/kwl_secret`],
    ['key_changed', PUBLIC_URL],
  ] as const) {
    test(`about ${kind} has one link, the same in both parts, and nothing from elsewhere`, () => {
      assert.deepEqual(plain(letter(kind)).match(/https?:\S+/g), [address])
      assert.deepEqual(asHtml(letter(kind)).match(/https?:[^"<\s]+/g), [address])
    })
  }

  for (const kind of KINDS) {
    test(`about ${kind} greets by name, is short, and has its secret in the link alone`, () => {
      const { subject, paragraphs } = textOf(letter(kind), PUBLIC_URL)
      assert.equal(paragraphs[0], 'Hello ulla,')
      assert.ok(subject.length < 60 && paragraphs.join(' ').length < 500)
      assert.doesNotMatch(subject + paragraphs.join(' '), /kwl_/)
    })
  }

  test('with a link says until when it works, and what to do if it is not wanted', () => {
    assert.match(plain(letter('reset')), /until 2026-11-22 12:30 UTC/)
    assert.match(plain(letter('reset')), /If it was not you, do nothing/)
    assert.match(plain(letter('invitation')), /your username is ulla/)
  })

  test('about a forgotten password says where it was asked for, if that is known', () => {
    const asked = 'somebody, we hope you, asked for a new password'
    assert.ok(plain(letter('reset')).includes(`${asked} from the address 192.0.2.1.`))
    assert.ok(plain(letter('reset', { doneFrom: null })).includes(`${asked}.`))
  })

  test('without a link has none, in neither part', () => {
    const text = { subject: 's', paragraphs: ['Hello,', 'this <is> all.'], link: null }
    assert.match(plainText(text), /^Hello,\n\nthis <is> all\.\n\n-- \n/)
    assert.match(htmlText(text), /<p>Hello,<\/p>\n<p>this &lt;is&gt; all\.<\/p>\n/)
    assert.doesNotMatch(htmlText(text), /<a /)
  })

  test('has its link behind the first sentence, in both parts', () => {
    const text = {
      subject: 's',
      paragraphs: ['Hello,', 'first.', 'rest.'],
      link: { label: 'L&', address: 'https://a/?b&c' },
    }
    assert.ok(plainText(text).startsWith('Hello,\n\nfirst.\n\nL&:\nhttps://a/?b&c\n\nrest.'))
    assert.ok(
      htmlText(text).includes('<p>first.</p>\n<p><a href="https://a/?b&amp;c">L&amp;</a></p>\n<p>rest.</p>'),
    )
  })

  test('about a change tells one’s own acts from those of others', () => {
    assert.match(plain(letter('key_changed')), /with your own user, from the address 192\.0\.2\.1/)
    const byOther = plain(letter('key_changed', { doneFrom: null }))
    assert.match(byOther, /somebody who manages your account/)
    assert.doesNotMatch(byOther, /192\.0\.2\.1/)
  })

  test('is a page of the same shape whatever names are in it: no word becomes markup', () => {
    const tags = (text: string) => text.match(/<[^>]*>/g)?.map((tag) => tag.replace(/ href="[^"]*"/, ''))
    const usual = tags(asHtml(letter('invitation')))
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter }),
        fc.constantFrom('"', "'", '<b>', '&lt;', '</p>'),
        (text, hostile) => {
          const name = text + hostile
          assert.deepEqual(tags(asHtml(letter('invitation', { userName: name, accountName: name }))), usual)
        },
      ),
    )
  })
})
