import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { addMailbox } from '../../domain/mailboxes/add-mailbox.ts'
import { useServed } from './testing.ts'

// What people read. What programs read is compared in tests/cli.

let number: string
const served = useServed(async ({ json }) => {
  number = (await json<{ accountId: string }>('account create --name Example')).accountId
  await json(`domain add --account ${number} --name post.example`)
})

const mailboxIn = async (domainName: string, name: string) => {
  const domain = await served.test.deps.store.mailDomains.find(domainName)
  assert.ok(domain)
  const where = { accountId: domain.accountId, domain: domain.name, name }
  const rest = { password: 'Grey geese 7 walk', settings: {}, recoverDeleted: false }
  return addMailbox(served.test.deps, OPERATOR, { ...where, ...rest })
}

describe('domains', () => {
  it('are added with their limits in words, an international name as DNS has it', async () => {
    const add = `domain add --account ${number} --name`
    const plain = await served.text(`${add} Bücher.example`)
    assert.match(plain, /^Domain +xn--bcher-kva\.example$/m)
    assert.match(plain, /^Mailboxes at most +no limit$/m)
    const small = await served.text(`${add} small.example --max-mailboxes 5 --mailbox-size 100`)
    assert.match(small, /^Mailboxes at most +5\nEach may hold +100 MB$/m)
    await served.text('domain remove --name small.example')
  })

  it('are listed by name with how many mailboxes they have, for one account or all', async () => {
    await mailboxIn('post.example', 'counted')
    const lines = (await served.text('domain list')).trimEnd().split('\n')
    assert.match(lines[0] ?? '', /^ACCOUNT +DOMAIN +MAILBOXES +AT MOST$/)
    assert.ok(lines.some((line) => new RegExp(`^${number} +post\\.example +1 +-$`).test(line)))
    const { accountId } = await served.json<{ accountId: string }>('account create --name Empty')
    assert.match(
      await served.text(`domain list --account ${accountId}`),
      /^There are no e-mail domains\.\n\nNext: /,
    )
    const unknown = await served.run('domain list --account 999999')
    assert.deepEqual([unknown.exitCode, unknown.stdout], [1, ''])
  })

  it('are removed by either form of their name, and not while they have mailboxes', async () => {
    const full = await served.run('domain remove --name post.example')
    assert.equal(full.exitCode, 1)
    assert.match(full.stderr, /has a mailbox\. Delete it first/)
    assert.match(
      await served.text('domain remove --name BÜCHER.example'),
      /^Removed xn--bcher-kva\.example from account \d+\.$/m,
    )
    assert.equal((await served.run('domain remove --name xn--bcher-kva.example')).exitCode, 1)
  })

  for (const [words, field] of [
    ['--name nodots', /domain name such as example\.com/],
    ['--name ok.example --max-mailboxes -1', /max-mailboxes/],
    ['--name ok.example --max-mailboxes many', /--max-mailboxes: write a whole number/],
    ['--name ok.example --mailbox-size 0', /mailbox-size|1 to/],
  ] as const)
    it(`are not added by ${words}`, async () => {
      const { exitCode, stdout, stderr } = await served.run(`domain add --account ${number} ${words}`)
      assert.deepEqual([exitCode === 0, stdout], [false, ''])
      assert.match(stderr, field)
      assert.equal(await served.test.deps.store.mailDomains.find('ok.example'), null)
    })
})

describe('app passwords', () => {
  it('are printed once, listed without, and removed by their id', async () => {
    await mailboxIn('post.example', 'ann')
    const of = '--mailbox Ann@POST.example'
    assert.equal(await served.text(`app-password list ${of}`), 'No app passwords.\n')
    const made = await served.text(['app-password', 'add', ...of.split(' '), '--name', 'my\u202e phone'])
    const [, id = ''] = /^Id +([0-9a-f]{8})$/m.exec(made) ?? []
    const [, secret = ''] = /^Password +([0-9a-f]{40})$/m.exec(made) ?? []
    assert.match(made, /^For +imap pop3 smtp$/m)
    assert.ok(secret.startsWith(id) && id !== '')
    assert.doesNotMatch(made, /\u202e/)
    const listed = await served.text(`app-password list ${of}`)
    assert.match(listed, new RegExp(`^${id} +my. phone +imap pop3 smtp +never$`, 'm'))
    assert.ok(!listed.includes(secret))
    assert.equal(await served.text(`app-password remove ${of} --id ${id}`), `Removed: ${id}\n`)
    assert.equal((await served.run(`app-password remove ${of} --id ${id}`)).exitCode, 1)
  })

  it('are for the ways in that are named, once each, and for none that there is not', async () => {
    await mailboxIn('post.example', 'ben')
    const add = 'app-password add --mailbox ben@post.example --name sender'
    const json = await served.json<{ protocols: string[] }>(
      `${add} --protocol smtp --protocol imap --protocol smtp`,
    )
    assert.deepEqual(json.protocols, ['imap', 'smtp'])
    const { exitCode, stderr } = await served.run(`${add} --protocol ftp`)
    assert.deepEqual([exitCode, stderr], [2, 'keyward: --protocol: write imap, pop3 or smtp.\n'])
  })

  it('are found under an international domain in either form', async () => {
    await served.text(`domain add --account ${number} --name müller.example`)
    await mailboxIn('xn--mller-kva.example', 'eva')
    for (const address of ['eva@müller.example', 'EVA@xn--mller-kva.EXAMPLE'])
      assert.equal(
        await served.text(`app-password list --mailbox ${address}`),
        'No app passwords.\n',
        address,
      )
  })

  for (const address of [
    'nobody@post.example',
    'ann@nowhere.example',
    'post.example',
    '@post.example',
    'a@b@post.example',
    '',
  ])
    it(`of ${JSON.stringify(address)}, which is no mailbox, are refused in words and not as a failure`, async () => {
      const { exitCode, stdout, stderr } = await served.run(['app-password', 'list', '--mailbox', address])
      assert.deepEqual([exitCode, stdout, /no such mailbox/i.test(stderr)], [1, '', true], stderr)
    })
})

describe('key pairs', () => {
  it('are generated, shown and set for super administrators, in words', async () => {
    await served.json(`user create --account ${number} --username mia --admin-type super`)
    const made = await served.text('admin-key generate --username MIA')
    assert.match(made, /^User name +mia\nUser key +\S{20}\nSecret key +\S{40}\n$/)
    assert.equal(await served.text('admin-key show --username mia'), made)
    const set = await served.text('admin-key set --username mia --clock strict --writes 7')
    assert.match(set, /^Clock check +strict\nIn a minute +600 reads, 7 writes, 60 of domains$/m)
    assert.equal(await served.text('admin-key set --username mia'), set, 'nothing was changed')
    assert.doesNotMatch(
      set,
      new RegExp(/Secret key +(\S+)/.exec(made)?.[1]?.replaceAll(/[+/]/g, '\\$&') ?? '-'),
    )
  })

  it('go on beside a new one for as long as is said', async () => {
    await served.json(`user create --account ${number} --username pia --admin-type super`)
    await served.json('admin-key generate --username pia')
    await served.json('admin-key generate --username pia --overlap 1h')
    assert.match(await served.text('audit export'), /"overlapSeconds":3600/)
    const tooLong = await served.run('admin-key generate --username pia --overlap 31d')
    assert.deepEqual([tooLong.exitCode, /30 days at most/.test(tooLong.stderr)], [2, true])
  })

  it('are not set to what there is not, and are nobody’s who is no super administrator', async () => {
    await served.json(`user create --account ${number} --username tom`)
    const { exitCode, stderr } = await served.run('admin-key set --username mia --clock never')
    assert.equal(exitCode, 2)
    assert.match(stderr, /^keyward: --clock: write \w+/)
    for (const act of ['generate', 'show', 'set'])
      for (const name of ['tom', 'nobody']) {
        const refused = await served.run(`admin-key ${act} --username ${name}`)
        assert.deepEqual([refused.exitCode, refused.stdout], [1, ''], `${act} ${name}`)
      }
  })
})
