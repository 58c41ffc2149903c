import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hiddenFields } from '../support/browser.ts'
import { type MailKit, PASSWORD } from './kit.ts'

const OTHER_PASSWORD = 'Wet hens 9 stay'
const NO = /NO \[AUTHENTICATIONFAILED\]/

/** The forms of `/mailbox`, as a browser without scripts sends them. */
async function ownerAt(url: string, address: string, password: string) {
  const cookies = new Map<string, string>()
  const ask = async (path: string, fields?: Readonly<Record<string, string>>) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin' }
    const body = fields && { method: 'POST', body: new URLSearchParams(fields) }
    const answer = await fetch(`${url}${path}`, { ...body, headers, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    return { status: answer.status, text: await answer.text() }
  }
  const send = async (path: string, fields: Readonly<Record<string, string>>) =>
    ask(path, { ...hiddenFields((await ask(path)).text), ...fields })
  const { status } = await send('/mailbox', { address, password })
  assert.equal(status, 303)
  return send
}

/** What the owner of a mailbox sets at `/mailbox`, and mail programs then find. */
export function ownerTests(kit: () => MailKit): void {
  describe('at /mailbox', () => {
    test('a password is changed: IMAP takes the new one, and the old one no more', async () => {
      const address = await kit().addMailbox('owner')
      const session = await kit().imap(address)
      const send = await ownerAt(kit().server().url, address, PASSWORD)
      const fields = { current: PASSWORD, password: OTHER_PASSWORD, again: OTHER_PASSWORD }
      assert.equal((await send('/mailbox/password', fields)).status, 303)
      await session.ended
      await assert.rejects(kit().imap(address), NO)
      ;(await kit().imap(address, OTHER_PASSWORD)).close()
    })

    test('a password for one program is made: it reads, and sends nothing', async () => {
      const address = await kit().addMailbox('phone-owner')
      const send = await ownerAt(kit().server().url, address, PASSWORD)
      const made = await send('/mailbox/app-passwords', { name: 'phone', imap: '1', current: PASSWORD })
      const password = /<code translate="no">([0-9a-f]{40})</.exec(made.text)?.[1] ?? ''
      ;(await kit().imap(address, password)).close()
      assert.match(await kit().send({ from: address, to: address, password }), /^535 /)
    })
  })
}
