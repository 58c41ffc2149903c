import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { useServed } from './testing.ts'

// What people read. What programs read is compared in tests/cli.

let number: string
const served = useServed(async ({ json, test }) => {
  number = (await json<{ accountId: string }>('account create --name Example')).accountId
  // As no rule lets anybody name it, but a hand in the database.
  await test.deps.store.accounts.update(number, { name: 'Ex\u202eample' })
})
const PASSWORD = 'seven grey geese walked home'

describe('accounts', () => {
  it('are listed with what tells them apart, and nothing in a name steers the terminal', async () => {
    const lines = (await served.text('account list')).split('\n')
    assert.deepEqual(lines.slice(0, 1), ['ACCOUNT  STATE    KEYS          NAME'])
    assert.equal(lines[1], '100001   enabled  can be shown  olga')
    assert.equal(lines[2], `${number}   enabled  can be shown  Ex�ample`)
  })

  it('say what to do next when they are made', async () => {
    const text = await served.text('account create --name Next')
    const [, id] = /^Account +(\d+)$/m.exec(text) ?? []
    assert.ok(text.endsWith(`\n\nNext: keyward user create --account ${id} --username NAME\n`))
  })

  it('show every setting after a change, the changed ones changed and the others not', async () => {
    const before = await served.text(['account', 'set', '--account', number, '--name', 'Example'])
    const settings: Readonly<Record<string, readonly [words: string, line: RegExp]>> = {
      '--reset-keeps-tokens': ['on', /^Reset keeps tokens +on$/m],
      '--api-reveal': ['off', /^API reveal +off$/m],
      '--step-up-minutes': ['60', /^Step-up minutes +60$/m],
      '--require-mfa': ['on', /^Second factor +required$/m],
      '--own-domains': ['off', /^Own domains +off$/m],
    }
    for (const [flag, [value, line]] of Object.entries(settings)) {
      assert.doesNotMatch(before, line)
      const after = await served.text(['account', 'set', '--account', number, flag, value])
      assert.match(after, line)
      const lines = before.split('\n').filter((one) => !line.test(after) || !after.includes(one))
      assert.equal(lines.length, 1, flag)
      const back = { on: 'off', off: 'on' }[value] ?? '5'
      assert.equal(await served.text(['account', 'set', '--account', number, flag, back]), before)
    }
  })

  it('are not changed by a command that names no change, or one that cannot be', async () => {
    const refused: readonly (readonly [words: string, message: RegExp])[] = [
      ['', /^keyward: Say what to change; --help shows what can be\.\n$/],
      [' --forget-copies', /^keyward: Say what to change/],
      [' --api-reveal ON', /^keyward: --api-reveal: write on or off\.\n$/],
      [' --step-up-minutes 1.5', /^keyward: --step-up-minutes: write a whole number\.\n$/],
      [' --step-up-minutes 61 --name Changed', /^keyward: --step-up-minutes: .*0 to 60/],
    ]
    const before = await served.text('account list')
    for (const [words, message] of refused) {
      const { exitCode, stdout, stderr } = await served.run(`account set --account ${number}${words}`)
      assert.deepEqual([exitCode, stdout], [2, ''], words)
      assert.match(stderr, message)
    }
    assert.equal(await served.text('account list'), before)
  })

  it('are suspended and let back in, which their line shows', async () => {
    const line = async () =>
      (await served.text('account list')).split('\n').find((one) => one.startsWith(number))
    assert.match(await served.text(`account disable --account ${number}`), /^State +disabled$/m)
    assert.match((await line()) ?? '', /^\d+ +disabled +can be shown/)
    assert.match(await served.text(`account enable --account ${number}`), /^State +enabled$/m)
    assert.match((await line()) ?? '', /^\d+ +enabled /)
  })
})

describe('users', () => {
  it('come with their key and the next step: a password needs no invitation', async () => {
    const ann = await served.text(`user create --account ${number} --username ann --email ann@example.com`)
    assert.match(ann, /^E-mail +ann@example\.com$/m)
    assert.match(ann, /^Password +none: cannot sign in to the panel$/m)
    assert.match(ann, /\n\nAPI key: [0-9a-f]{32}\n\nNext: keyward user invite --username ann\n$/)
    const ben = await served.text(`user create --account ${number} --username ben`, PASSWORD)
    assert.match(ben, /^Password +set$/m)
    assert.match(ben, /\n\nAPI key: [0-9a-f]{32}\n$/)
    assert.doesNotMatch(ben, /geese|invite/)
  })

  it('own their account when they are the first in it, unless a role is given', async () => {
    const { accountId } = await served.json<{ accountId: string }>('account create --name Fresh')
    const user = `user create --account ${accountId} --username`
    assert.match(await served.text(`${user} first`), /^Roles +identity:user-admin$/m)
    assert.match(await served.text(`${user} second`), /^Roles +identity:default$/m)
    const two = '--role identity:user-manage --role identity:default'
    assert.match(await served.text(`${user} third ${two}`), /^Roles +identity:user-manage identity:default$/m)
  })

  it('are listed by account and by address; nobody is said in words', async () => {
    const rows = async (words: string) =>
      (await served.text(`user list ${words}`)).trimEnd().split('\n').slice(1)
    assert.equal((await rows(`--account ${number}`)).length, 2)
    const [ann = '', ...more] = await rows('--email ann@example.com')
    assert.match(ann, new RegExp(`^${number} +ann +enabled .* - +[0-9a-f]{32}$`))
    assert.deepEqual(more, [])
    const nobody = await served.text(`user list --email nobody@example.com`)
    assert.match(nobody, /^There are no such users\.\n\nNext: keyward user create/)
  })

  it('lose and get back what a command says, and what it says is so', async () => {
    assert.match(await served.text('user disable --username ANN'), /^State +disabled$/m)
    assert.match(await served.text('user enable --username ann'), /^State +enabled$/m)
    const given = await served.text('user role --username ann --add identity:user-manage')
    assert.equal(await served.text('user role --username ann'), given)
    assert.match(given, /^Roles +.*identity:user-manage/m)
    const taken = await served.text('user role --username ann --remove identity:user-manage')
    assert.doesNotMatch(taken, /identity:user-manage/)
  })

  it('keep their name in the words of a deletion, and are gone after it', async () => {
    await served.text(`user create --account ${number} --username Gone`)
    assert.equal(await served.text('user delete --username GONE --yes'), 'Deleted Gone.\n')
    const { exitCode, stderr } = await served.run('user delete --username gone --yes')
    assert.deepEqual([exitCode, /no such user/.test(stderr)], [1, true])
  })

  it('get a link in the address of the server, and a password that nobody repeats', async () => {
    const invitation = await served.text('user invite --username ann')
    assert.match(invitation, /for their eyes alone:\n\nhttps:\/\/keys\.example\/invite\/kwl_\w{38}\n$/)
    const set = await served.text('user password --username ann --password-stdin', PASSWORD)
    assert.equal(set, 'The password of ann is set. Sessions have ended.\n')
    const { exitCode, stderr } = await served.run('user password --username ann')
    assert.deepEqual(
      [exitCode, stderr],
      [2, 'keyward: Add --password-stdin and write the password to standard input.\n'],
    )
  })

  it('have sessions and second factors that end by a command, one and several in their own words', async () => {
    assert.equal(
      await served.text('session end --username ann'),
      'Ended 0 sessions. Keys and tokens go on.\n',
    )
    const ann = await served.test.deps.store.users.byName('ann')
    assert.ok(ann)
    const own = { userId: ann.id, accountId: ann.accountId, createdAtMs: 1, provenAtMs: null }
    const browser = { address: '192.0.2.1', client: 'x', method: 'password' as const }
    for (const digest of ['a', 'b', 'c'])
      await served.test.deps.store.sessions.insert({ ...own, ...browser, digest, lastSeenAtMs: 1 })
    await served.test.deps.store.sessions.delete('c')
    assert.match(await served.text('session end --username ann'), /^Ended 2 sessions\./)
    await served.test.deps.store.sessions.insert({ ...own, ...browser, digest: 'a', lastSeenAtMs: 1 })
    assert.match(await served.text('session end --username ann'), /^Ended 1 session\./)
    const reset = await served.text('user reset-mfa --username ann --yes')
    assert.equal(reset, 'ann has no second factor now; the password alone signs in.\n')
  })
})

describe('keys', () => {
  it('are shown and reset with what has to be known of them', async () => {
    const secretIn = (text: string) => /^API key +([0-9a-f]{32})$/m.exec(text)?.[1]
    const shown = await served.text('key show --username ann')
    assert.match(shown, /^User id +[0-9a-f]{32}\nUser name +ann\nAPI key +[0-9a-f]{32}\n$/)
    const reset = await served.text('key reset --username ann')
    assert.notEqual(secretIn(reset), secretIn(shown))
    assert.equal(secretIn(await served.text('key show --username ann')), secretIn(reset))
    assert.doesNotMatch(reset, /Old key until|Keep/)
  })

  it('go on after a reset as long as was said, to the second', async () => {
    for (const [overlap, seconds] of [
      ['90', 90],
      ['30m', 1_800],
      ['30d', 2_592_000],
    ] as const) {
      const { clock } = served.test
      const text = await served.text(`key reset --username ann --overlap ${overlap}`)
      const until = new Date(clock.now() + seconds * 1_000).toISOString()
      assert.match(text, new RegExp(`^Old key until +${until.replaceAll('.', '\\.')}$`, 'm'))
    }
    assert.doesNotMatch(await served.text('key reset --username ann --overlap 0'), /Old key until/)
  })

  it('that are shown once say so, and are never shown again', async () => {
    assert.match(
      await served.text('key reset --username ben --show-once'),
      /^Keep +now: this key cannot be shown again$/m,
    )
    const { exitCode, stdout, stderr } = await served.run('key show --username ben')
    assert.deepEqual([exitCode, stdout], [1, ''])
    assert.match(stderr, /was shown once/)
  })
})
