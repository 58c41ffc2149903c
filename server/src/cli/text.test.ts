import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { describe, it } from 'node:test'
import { DomainError } from '../domain/errors.ts'
import { durationSeconds } from './duration.ts'
import { CommandError, failureOf, UsageError } from './errors.ts'
import { Input } from './input.ts'
import { facts, printable, table } from './table.ts'
import { askPassword, confirmed, readPassword } from './terminal.ts'

describe('a table', () => {
  it('has columns as wide as their widest cell and no spaces at the ends of lines', () => {
    const rows = [
      ['1', 'a long cell', ''],
      ['1000', 'b', 'c'],
    ]
    assert.equal(
      table(['ID', 'NAME', 'X'], rows),
      'ID    NAME         X\n1     a long cell\n1000  b            c',
    )
  })

  it('of facts lines up the values', () => {
    assert.equal(facts({ a: '1', long: '2' }), 'a     1\nlong  2')
  })

  it('shows nothing that steers a terminal', () => {
    assert.equal(printable('a\u001b[31mb\u202Ec\nd'), 'a�[31mb�c�d')
    assert.equal(printable('Zoë 🗝'), 'Zoë 🗝')
  })
})

describe('a duration', () => {
  for (const [text, seconds] of [
    ['0', 0],
    ['90', 90],
    ['90s', 90],
    ['30m', 1_800],
    ['24h', 86_400],
    ['30d', 2_592_000],
  ] as const) {
    it(`${text} is ${seconds} seconds`, () => assert.equal(durationSeconds('--overlap', text), seconds))
  }
  for (const text of ['', 'h', '1w', '-1h', '1.5h', '1 h', '1h30m', '999999999d', 'Infinity']) {
    it(`${JSON.stringify(text)} is none`, () => {
      assert.throws(() => durationSeconds('--overlap', text), { name: 'UsageError', exitCode: 2 })
    })
  }
})

describe('what was typed', () => {
  const input = new Input(
    { name: 'x', onOff: 'on', number: '12', list: ['a', 'b'], yes: true, wrong: 'y' },
    null,
  )

  it('is read by kind', () => {
    assert.equal(input.text('name'), 'x')
    assert.equal(input.optional('missing'), null)
    assert.equal(input.switch('onOff'), true)
    assert.equal(new Input({ onOff: 'off' }, null).switch('onOff'), false)
    assert.equal(input.switch('missing'), undefined)
    assert.equal(input.whole('number'), 12)
    assert.equal(input.whole('missing'), undefined)
    assert.deepEqual(input.many('list'), ['a', 'b'])
    assert.deepEqual(input.many('missing'), [])
    assert.equal(input.flag('yes'), true)
    assert.equal(input.flag('name'), false)
  })

  it('is refused by the name of its option', () => {
    assert.throws(() => input.text('someName'), /^UsageError: --some-name is missing/)
    assert.throws(() => input.switch('wrong'), /--wrong: write on or off/)
    for (const number of ['', '-1', '1.5', '1e3', '0x10', ' 1', '99999999999']) {
      assert.throws(() => new Input({ number }, null).whole('number'), UsageError)
    }
  })
})

describe('a failure', () => {
  it('of the rules has words of its own, or those it came with', () => {
    assert.match(failureOf(new DomainError('user.not_found')).message, /keyward user list/)
    const weak = new DomainError('password.weak', { field: 'password', reason: 'Use more.' })
    assert.deepEqual(failureOf(weak), { message: 'password: Use more.', exitCode: 1 })
  })

  for (const [field, flag] of [
    ['email', '--email'],
    ['publicUrl', '--url'],
    ['internalUrl', '--internal-url'],
    ['stepUpMinutes', '--step-up-minutes'],
  ] as const) {
    it(`of the value of ${flag} names that option and is wrong usage`, () => {
      const refusal = new DomainError('input.invalid', { field, reason: 'Write another.' })
      assert.deepEqual(failureOf(refusal), { message: `${flag}: Write another.`, exitCode: 2 })
    })
  }

  it('of a value that nobody named, or of anything else, is no wrong usage', () => {
    assert.deepEqual(failureOf(new DomainError('input.invalid')), {
      message: 'That value cannot be used.',
      exitCode: 1,
    })
    const reason = 'It is too long.'
    assert.deepEqual(failureOf(new DomainError('input.invalid', { reason })), {
      message: reason,
      exitCode: 1,
    })
    const bare = failureOf(new DomainError('input.invalid', { field: 'email' }))
    assert.deepEqual(bare, { message: '--email: That value cannot be used.', exitCode: 2 })
    const taken = failureOf(new DomainError('user.exists', { field: 'username' }))
    assert.deepEqual([taken.exitCode, taken.message.startsWith('username: There is a user')], [1, true])
  })

  it('of the data says what to do with them', () => {
    const damaged = Object.assign(new Error('Row 7 is damaged'), { name: 'StoreDamagedError', exitCode: 1 })
    assert.match(
      failureOf(damaged).message,
      /^Row 7 is damaged\. Nothing was changed\. .*keyward restore FILE/,
    )
  })

  it('with an exit code keeps it', () => {
    assert.deepEqual(failureOf(new CommandError('x', 78)), { message: 'x', exitCode: 78 })
    assert.deepEqual(failureOf(new UsageError('x')), { message: 'x', exitCode: 2 })
  })

  it('about a file names the file, and is no fault of the program', () => {
    for (const [code, words] of [
      ['ENOENT', '/x/y is not there.'],
      ['EEXIST', '/x/y is there already.'],
      ['EACCES', '/x/y may not be used by this user.'],
      ['ENOSPC', '/x/y cannot be written: the disk is full.'],
      ['ENOTDIR', '/x/y leads through something that is no folder.'],
      ['EISDIR', '/x/y is a folder.'],
      ['EPERM', '/x/y may not be used by this user.'],
      ['EROFS', '/x/y is on a file system that cannot be written.'],
    ] as const) {
      const error = Object.assign(new Error(code), { code, path: '/x/y', syscall: 'open' })
      assert.deepEqual(failureOf(error), { message: words, exitCode: 1 })
    }
    for (const more of [{ code: 'EIO', path: '/x' }, { code: 'ENOENT' }, { path: '/x' }, { exitCode: '1' }]) {
      assert.match(failureOf(Object.assign(new Error('x'), more)).message, /fault in/)
    }
    assert.match(failureOf({ code: 'ENOENT', path: '/x' }).message, /fault in/)
  })

  it('that nobody expected is one line without a stack', () => {
    for (const error of [new TypeError('a\nb\n at c'), 'text', null, undefined]) {
      const { message, exitCode } = failureOf(error)
      assert.equal(exitCode, 1)
      assert.doesNotMatch(message, /\n| at c/)
      assert.match(message, /fault in Keyward/)
    }
  })
})

describe('the terminal', () => {
  const given = (text: string, isTTY = false) => {
    const stdin = Object.assign(new PassThrough(), { isTTY })
    stdin.write(text)
    if (!isTTY) stdin.end()
    let shown = ''
    const stderr = new PassThrough().setEncoding('utf8')
    stderr.on('data', (data: string) => {
      shown += data
    })
    return { terminal: { stdin, stdout: new PassThrough(), stderr }, shown: () => shown }
  }

  it('gives a password exactly as it came, less one line break', async () => {
    for (const [text, password] of [
      ['a b ', 'a b '],
      ['ab\n', 'ab'],
      ['ab\r\n', 'ab'],
      ['ab\n\n', 'ab\n'],
      ['', ''],
    ] as const) {
      assert.equal(await readPassword(given(text).terminal.stdin), password)
    }
  })

  it('refuses a file that was piped in by mistake', async () => {
    await assert.rejects(readPassword(given('x'.repeat(70_000)).terminal.stdin), UsageError)
  })

  it('asks nobody where nobody is', async () => {
    assert.equal(await askPassword(given('').terminal), null)
    assert.equal(await confirmed(given('').terminal, 'Sure?'), true)
  })

  it('takes no for an answer, and anything but yes', async () => {
    for (const [text, isYes] of [
      ['y\n', true],
      ['YES\n', true],
      ['n\n', false],
      ['\n', false],
      ['yess\n', false],
    ] as const) {
      assert.equal(await confirmed(given(text, true).terminal, 'Sure?'), isYes)
    }
  })

  it('asks twice for a password and never shows it', async () => {
    const { terminal, shown } = given('', true)
    const asking = askPassword(terminal)
    terminal.stdin.write('geese walked home\n')
    setImmediate(() => terminal.stdin.write('geese walked home\n'))
    assert.equal(await asking, 'geese walked home')
    assert.doesNotMatch(shown(), /geese/)
    assert.match(shown(), /New password: \nThe same again: \n/)
  })

  it('refuses two passwords that differ', async () => {
    const { terminal } = given('', true)
    const asking = askPassword(terminal)
    terminal.stdin.write('one\n')
    setImmediate(() => terminal.stdin.write('two\n'))
    await assert.rejects(asking, /differ/)
  })
})
