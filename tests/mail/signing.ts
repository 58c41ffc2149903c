import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { PYTHON, runProgram } from '../support/programs.ts'
import { DOMAIN, type MailKit, type TestMail } from './kit.ts'

const FAR = 'far@elsewhere.example'

interface Published {
  /** Below the domain. */
  readonly subdomain: string
  readonly dnsKey: string
}

/** Mail that mailboxes send, as those who get it see it. */
export function signingTests(kit: () => MailKit): void {
  /** What came out at the other end. */
  const arrived = async (subject: string, mail: Partial<TestMail> = {}): Promise<string> => {
    const { mails, taken } = kit().outside
    const count = mails.length + 1
    const from = `signer@${DOMAIN}`
    assert.match(await kit().send({ from, to: FAR, subject, ...mail }), /^250 /)
    await taken(count)
    return mails.at(-1)?.raw ?? ''
  }
  const newKey = async (): Promise<Published> => {
    const made = await kit().api('POST', '/dkim')
    assert.ok(isPublished(made))
    return made
  }

  const shownKey = async (): Promise<Published> => {
    const found = await kit().api('GET', '/dkim')
    assert.ok(isPublished(found))
    return found
  }

  describe('what a mailbox sends', () => {
    test('is signed once the domain has a key whose record is there, by a signature that others verify', async () => {
      await kit().addMailbox('signer')
      assert.doesNotMatch(await arrived('no key'), /^DKIM-Signature:/im)
      const key = await newKey()
      assert.doesNotMatch(await arrived('no record'), /^DKIM-Signature:/im)
      await recordIsThere(kit())
      const letter = await arrived('signed')
      assert.doesNotMatch(letter, /^X-(Spam|Keyward)/im)
      assert.equal(await verified(kit(), letter, [key]), true)
      assert.equal(await verified(kit(), letter.replace('Hello.', 'Hallo.'), [key]), false)
      assert.equal(await verified(kit(), letter, []), false)
    })

    test('is signed by the next key as soon as its record is there, and by the one before until then', async () => {
      const before = selectorIn(await arrived('before'))
      const next = await newKey()
      assert.equal(selectorIn(await arrived('waiting')), before)
      await recordIsThere(kit())
      const letter = await arrived('after')
      assert.equal(`${selectorIn(letter)}._domainkey`, next.subdomain)
      assert.equal(await verified(kit(), letter, [next]), true)
    })

    test('is not signed under another name than that of its domain, nor is what only says to be of it', async () => {
      assert.doesNotMatch(
        await arrived('another name', { shown: 'boss@elsewhere.example' }),
        /^DKIM-Signature:/im,
      )
      const address = await kit().addMailbox('onward', { emailForwardingAddresses: FAR })
      const spoofed = { from: 'x@elsewhere.example', to: address, as: null }
      const letter = await arrived('spoofed', { ...spoofed, shown: `signer@${DOMAIN}` })
      assert.doesNotMatch(letter, /^DKIM-Signature:/im)
    })

    test('is signed where it is an answer of somebody who is away, and shows nothing of what is inside', async () => {
      const fields = { vacationMessage: 'Back soon', enableVacationMessage: 'true' }
      const away = await kit().addMailbox('signaway', fields)
      await kit().api('POST', '/rs/aliases/desk', { aliasEmails: away })
      const key = await shownKey()
      for (const [index, to] of [away, `desk@${DOMAIN}`].entries()) {
        const count = kit().outside.mails.length + 1
        const from = `asking${index}@elsewhere.example`
        assert.match(await kit().send({ from, to, as: null, subject: 'are you there' }), /^250 /)
        await kit().outside.taken(count)
        const letter = kit().outside.mails.at(-1)?.raw ?? ''
        assert.match(letter, /Back soon/)
        assert.doesNotMatch(letter, /^X-(Spam|Keyward)/im)
        assert.equal(await verified(kit(), letter, [key]), true)
      }
    })

    test('leaves nothing of its keys in the log of rspamd', () => {
      const log = kit().rspamd?.log() ?? ''
      assert.match(log, /signer@/)
      assert.doesNotMatch(log, /PRIVATE KEY|Bearer|Keyward did not answer|lua error/i)
    })

    test('is not signed any more when the keys are revoked', async () => {
      await kit().api('DELETE', '/dkim')
      assert.doesNotMatch(await arrived('revoked'), /^DKIM-Signature:/im)
    })
  })
}

/** Where nobody can look for spam or sign. Nothing filters after these. */
export function unfilteredTests(kit: () => MailKit): void {
  test('while rspamd is away mail waits, in both directions', async () => {
    const address = await kit().addMailbox('unfiltered')
    await kit().rspamd?.stop()
    assert.match(await kit().send({ from: FAR, to: address, as: null }), /^45[14] 4\./)
    assert.match(await kit().send({ from: address, to: FAR }), /^45[14] 4\./)
  })
}

function isPublished(made: unknown): made is Published {
  return typeof made === 'object' && made !== null && 'subdomain' in made && 'dnsKey' in made
}

function selectorIn(letter: string): string | undefined {
  return /^DKIM-Signature:.*?\bs=([\w-]+)/ims.exec(letter)?.[1]
}

/** What verification does when it finds the record: no name server can be given to a server that runs. */
async function recordIsThere({ tamper }: MailKit): Promise<void> {
  await tamper(`delete from dkim_keys where activated_at_ms is not null;
    update dkim_keys set activated_at_ms = created_at_ms;`)
}

const VERIFY = `import json, sys, dkim
records = json.loads(sys.argv[2])
found = lambda name, timeout=5: records.get(name.decode().rstrip('.'), '').encode() or None
print(dkim.verify(open(sys.argv[1], 'rb').read(), dnsfunc=found))`

/** What dkimpy says of a letter, with these records in the DNS. */
async function verified({ servers }: MailKit, letter: string, keys: readonly Published[]): Promise<boolean> {
  const file = join(servers.folder, 'letter.eml')
  writeFileSync(file, letter, 'latin1')
  const records = keys.map(({ subdomain, dnsKey }) => [`${subdomain}.${DOMAIN}`, dnsKey])
  const args = ['-c', VERIFY, file, JSON.stringify(Object.fromEntries(records))]
  const { stdout, stderr } = await runProgram(PYTHON, args, {})
  assert.match(stdout, /^(True|False)$/m, stderr)
  return stdout.trim() === 'True'
}
