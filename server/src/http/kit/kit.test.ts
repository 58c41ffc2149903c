import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { DomainError } from '../../domain/errors.ts'
import { accepts, names } from './accept.ts'
import { cookieLine, cookieName, readCookie } from './cookies.ts'
import { parseFormBody } from './form-body.ts'
import { createLogger, faultText, logExchange } from './logging.ts'
import { canonicalUrl } from './paths.ts'
import { RequestError } from './request-error.ts'
import { provenanceOf } from './same-origin.ts'

const PLAIN = { publicUrl: 'http://localhost:8080' }
const SECURE = { publicUrl: 'https://keys.example' }

describe('Accept', () => {
  for (const [header, json] of [
    [undefined, true],
    ['', true],
    ['*/*', true],
    ['application/json', true],
    ['APPLICATION/JSON', true],
    ['application/*', true],
    ['text/html, application/json;q=0.5', true],
    ['application/json; charset=utf-8', true],
    ['text/html', false],
    ['application/xml', false],
    ['application/json;q=0', false],
    ['*/*, application/json;q=0', false],
    ['application/json;q=0.000', false],
    ['application/*;q=0, */*', false],
    ['garbage', false],
    [',,,', false],
    ['  ', true],
    ['application/json;q=0.0001', true],
    ['application/json;eq=0', true],
    [' application/json ; q=0 ', false],
    ['application/jsonp', false],
  ] as const) {
    test(`${JSON.stringify(header)} ${json ? 'admits' : 'refuses'} JSON`, () => {
      assert.equal(accepts(header, 'application/json'), json)
    })
  }

  for (const [header, page] of [
    [undefined, false],
    ['*/*', false],
    ['text/*', false],
    ['text/html', true],
    ['text/html;q=0', false],
    ['application/xhtml+xml, Text/HTML;q=0.9', true],
    ['application/text/html', false],
  ] as const) {
    test(`${JSON.stringify(header)} ${page ? 'names' : 'does not name'} a page`, () => {
      assert.equal(names(header, 'text/html'), page)
    })
  }
})

describe('cookies', () => {
  const read = (cookie: string) => readCookie(PLAIN, { headers: { cookie } }, 'session')

  test('have a name that only https can set, behind https', () => {
    assert.equal(cookieName(PLAIN, 'session'), 'kw')
    assert.equal(cookieName(SECURE, 'session'), '__Host-kw')
    assert.equal(cookieLine(SECURE, 'form', 'v'), '__Host-kw-form=v; Path=/; HttpOnly; SameSite=Lax; Secure')
    assert.equal(cookieLine(PLAIN, 'ticket', null), 'kw-ticket=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0')
    assert.equal(cookieLine(PLAIN, 'login', ''), 'kw-login=; Path=/; HttpOnly; SameSite=Lax')
  })

  test('are found among others, not inside others', () => {
    assert.equal(read('a=1; kw=secret; b=2'), 'secret')
    assert.equal(read('xkw=1; kw-form=2; KW=3'), null)
    assert.equal(read('kw='), '')
    assert.equal(read(''), null)
  })

  test('given twice are none: which one is ours cannot be told', () => {
    assert.equal(read('kw=a; kw=b'), null)
    assert.equal(read('kw=a; kw=a'), null)
  })

  test('are found whatever stands around them', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-j]=[a-z0-9]*$/)), (others) => {
        assert.equal(read([...others, 'kw=secret', ...others].join('; ')), 'secret')
      }),
    )
  })
})

describe('a form', () => {
  const parse = (text: string) => parseFormBody(Buffer.from(text, 'latin1'))

  test('gives back what a browser put in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, two) => {
        if (`${one}${two}`.includes('\0')) return
        const form = parse(new URLSearchParams({ one, two }).toString())
        assert.deepEqual([form.get('one'), form.get('two')], [one.toWellFormed(), two.toWellFormed()])
      }),
    )
  })

  test('has empty fields where nothing was sent', () => {
    assert.equal(parse('').get('x'), '')
    assert.equal(parse('x').get('x'), '')
    assert.equal(parse('x=').get('x'), '')
    assert.equal(parse('=x&y').get(''), 'x')
    assert.equal(parse('__proto__=1').get('constructor'), '')
  })

  test('has twenty fields of 8 KiB at most', () => {
    const value = 'x'.repeat(8_192)
    const form = parse(Array.from({ length: 20 }, (_, at) => `f${at}=${value}`).join('&'))
    assert.deepEqual([form.get('f0'), form.get('f19')], [value, value])
  })

  for (const [what, text] of [
    ['a field twice', 'a=1&a=2'],
    ['a field twice in another spelling', 'a=1&%61=2'],
    ['a broken escape', 'a=%'],
    ['an escape that is not UTF-8', 'a=%ff'],
    ['bytes that are not ASCII', 'a=\xff'],
    ['a NUL', 'a=%00'],
    ['a control character', 'a=\x01'],
    ['a field over 8 KiB', `a=${'x'.repeat(8_193)}`],
    ['over twenty fields', Array.from({ length: 21 }, (_, at) => `f${at}=1`).join('&')],
  ] as const) {
    test(`with ${what} is refused`, () => {
      assert.throws(
        () => parse(text),
        (error) => error instanceof RequestError && error.code === 'bad_request',
      )
    })
  }
})

describe('an address with escapes that mean nothing', () => {
  test('is taken as it stands, so that the dialect answers for it', () => {
    assert.equal(canonicalUrl('/v2.0/%zz?x=%zz'), '/v2.0/%25zz?x=%zz')
    assert.equal(canonicalUrl('/api/v1/%ff%2e'), '/api/v1/%25ff%252e')
    assert.equal(canonicalUrl('/api/v1/%C3%A9'), '/api/v1/%C3%A9')
  })
})

describe('where a request comes from', () => {
  for (const [headers, expected] of [
    [{}, 'unknown'],
    [{ origin: 'null' }, 'unknown'],
    [{ origin: 'http://localhost:8080' }, 'same'],
    [{ origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' }, 'same'],
    [{ origin: 'http://KEYS.example', host: 'keys.EXAMPLE' }, 'same'],
    [{ origin: 'http://localhost:8080.evil.example', host: 'localhost:8080' }, 'other'],
    [{ origin: 'http://localhost', host: 'localhost:8080' }, 'other'],
    [{ origin: 'https://evil.example', host: 'localhost:8080' }, 'other'],
    [{ origin: 'garbage', host: 'garbage' }, 'other'],
    [{ origin: 'https://evil.example' }, 'other'],
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, 'same'],
    [{ 'sec-fetch-site': 'same-site', origin: 'http://localhost:8080' }, 'other'],
    [{ 'sec-fetch-site': 'cross-site' }, 'other'],
    [{ 'sec-fetch-site': 'none' }, 'other'],
    [{ 'sec-fetch-site': '' }, 'other'],
  ] as const) {
    test(`${JSON.stringify(headers)}: ${expected}`, () => {
      assert.equal(provenanceOf(PLAIN, { headers }), expected)
    })
  }
})

describe('the log', () => {
  function logged(act: (logger: ReturnType<typeof createLogger>) => void, level = 'info') {
    const lines: string[] = []
    act(createLogger(level, { write: (line) => lines.push(line) }))
    return lines
  }
  const SECRET = 'kwl_secret'

  test('has the fields of an exchange and nothing of the request itself', () => {
    const exchange = {
      requestId: 'r',
      dialect: 'native',
      method: 'POST',
      route: '/x/:id',
      status: 200,
      durationMs: 1,
    }
    const [line] = logged((logger) => logExchange(logger, exchange))
    const { time, level, ...fields } = JSON.parse(line ?? '')
    assert.deepEqual(fields, exchange)
    assert.deepEqual([level, typeof time], [30, 'string'])
  })

  test('leaves out whatever is not on its list (S-93)', () => {
    const [line] = logged((logger) =>
      logger.info({ status: 1, password: SECRET, headers: { cookie: SECRET } }),
    )
    assert.doesNotMatch(line ?? '', new RegExp(SECRET))
    assert.match(line ?? '', /"status":1/)
  })

  test('says kind and place of an error, never its message', () => {
    const error = new Error(SECRET, { cause: new TypeError(SECRET) })
    const lines = logged((logger) => {
      logger.error(error)
      logger.error({ err: error }, 'It failed.')
      logger.error({ error, requestId: 'r' })
    })
    assert.equal(lines.length, 3)
    for (const line of lines) {
      assert.doesNotMatch(line, new RegExp(SECRET))
      assert.match(JSON.parse(line).fault, /^Error kit\.test\.ts:\d+ caused by TypeError/)
    }
  })

  test('keeps one entry on one line, whatever is in it', () => {
    const [line, ...more] = logged((logger) => logger.info({ route: 'a\nb\u2028"c' }))
    assert.equal(more.length, 0)
    assert.equal(line?.trimEnd().split('\n').length, 1)
    assert.equal(JSON.parse(line ?? '').route, 'a\nb\u2028"c')
  })

  const everyday: readonly [
    dialect: string,
    method: string,
    route: string,
    status: number,
    isTold: boolean,
  ][] = [
    ['health', 'GET', '/healthz', 200, false],
    ['health', 'GET', '/readyz', 503, false],
    ['native', 'GET', '/api/v1/users/:userId/key', 200, false],
    ['native', 'GET', '/api/v1/users/:userId/key', 404, true],
    ['native', 'GET', '/api/v1/users/:userId/key', 400, true],
    ['native', 'HEAD', '/api/v1/users/:userId/key', 200, false],
    ['native', 'GET', '/api/v1/users/:userId/key', 304, false],
    ['native', 'POST', '/api/v1/users/:userId/key/reset', 201, true],
    ['identity-v2.0', 'POST', '/v2.0/tokens', 200, false],
    ['identity-v2.0', 'POST', '/v2.0/tokens', 401, true],
    ['identity-v2.0', 'DELETE', '/v2.0/tokens', 204, true],
    ['identity-v3', 'POST', '/v3/auth/tokens', 201, false],
    ['identity-v3', 'POST', '/v3/auth/tokens', 401, true],
  ]
  for (const [dialect, method, route, status, isTold] of everyday) {
    test(`${isTold ? 'tells' : 'tells only those who debug'} of ${method} ${route} with ${status}`, () => {
      const exchange = { requestId: 'r', dialect, method, route, status, durationMs: 1 }
      assert.equal(logged((logger) => logExchange(logger, exchange)).length, isTold ? 1 : 0)
      assert.equal(logged((logger) => logExchange(logger, exchange), 'debug').length, 1)
    })
  }

  test('names what is no error unknown', () => {
    assert.equal(faultText('x'), 'unknown')
    assert.match(faultText(new DomainError('busy')), /^DomainError kit\.test\.ts:\d+$/)
    assert.equal(faultText(Object.assign(new Error('x'), { stack: undefined })), 'Error')
  })

  test('takes no line of a message for the place where the error arose', () => {
    const error = new Error('x\n    at secret (/secret.ts:1:1)')
    assert.match(faultText(error), /^Error kit\.test\.ts:\d+$/)
  })

  test('keeps what a line says beside an error, and says nothing where nothing was said', () => {
    const [one, two, three] = logged((logger) => {
      logger.error({ err: new Error(SECRET) }, 'It failed.')
      logger.error(new Error(SECRET))
      logger.info('Ready.')
    })
    const message = (line = '') => JSON.parse(line).msg
    assert.deepEqual([message(one), message(two), message(three)], ['It failed.', undefined, 'Ready.'])
  })
})
