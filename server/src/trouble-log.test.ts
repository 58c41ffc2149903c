import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { troubleLog } from './trouble-log.ts'

describe('the log of troubles', () => {
  const trouble = (cause: string) => ({ cause, readsWork: true })

  test('has each once, its end once, and the same again after a minute', () => {
    const lines: unknown[] = []
    let nowMs = 0
    const log = troubleLog(
      { error: (line: unknown) => lines.push(line), info: (line: unknown) => lines.push(line) },
      () => nowMs,
    )
    const full = { task: 'database', fault: 'full' }
    log(null)
    for (let at = 0; at < 3; at++) {
      log(trouble('full'))
      log(null)
    }
    assert.deepEqual(lines, [full, 'The database works again.'])
    log(trouble('read-only'))
    assert.deepEqual(lines.slice(2), [{ task: 'database', fault: 'read-only' }])
    nowMs = 60_000
    log(trouble('read-only'))
    assert.equal(lines.length, 4)
  })
})
