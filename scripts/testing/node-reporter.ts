// A reporter for `node --test FILE…`: a line per file, failures in full, and the outcome as JSON into the file that
// KEYWARD_TEST_OUTCOME names. It counts causes: a test that failed only because a test inside it did is not
// counted again, and a file that ended before its tests had reported is a failure whatever its exit code was.
import { writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { inspect, stripVTControlCharacters, styleText } from 'node:util'

type DataOf<Type extends TestEvent['type']> = Extract<TestEvent, { type: Type }>['data']
type Ended = DataOf<'test:pass'> | DataOf<'test:fail'>

interface Tally {
  passed: number
  failed: number
  skips: string[]
}

/** Enough to see what went wrong before a failure, not a log. */
const SHOWN_OUTPUT_CHARACTERS = 4_000

class Report {
  /** Files whose tests have not all reported. */
  readonly #open = new Set(process.argv.slice(1).map((file) => resolve(file)))
  readonly #files = new Set(this.#open)
  readonly #output = new Map<string, string>()
  readonly #total: Tally = { passed: 0, failed: 0, skips: [] }
  /** Since the last file: Node reports one file after the other, however many run at a time. */
  #tally: Tally = { passed: 0, failed: 0, skips: [] }
  /** Names of the tests around the one that is reported, outermost first. */
  #path: readonly string[] = []
  #success = false

  /** @returns the text to print, often none */
  take(event: TestEvent): string {
    switch (event.type) {
      case 'test:start':
        this.#path = [...this.#path.slice(0, event.data.nesting), event.data.name]
        return ''
      case 'test:stdout':
      case 'test:stderr':
      case 'test:diagnostic':
        return this.#keep(event.data.file, event.data.message)
      case 'test:pass':
        return this.#pass(event.data)
      case 'test:fail':
        return this.#failure(event.data)
      case 'test:summary':
        return this.#summary(event.data)
      default:
        return ''
    }
  }

  /** To be called when all is done; writes the outcome. */
  close(): string {
    const silent = [...this.#open].map((file) =>
      this.#fail(`${nameOf(file)} ended before its tests had reported`),
    )
    this.#addUp()
    const { passed, failed, skips } = this.#total
    const target = process.env['KEYWARD_TEST_OUTCOME']
    const outcome = {
      passed,
      failed: this.#success ? failed : Math.max(1, failed),
      skipped: skips.length,
      skips,
    }
    if (target !== undefined) writeFileSync(target, JSON.stringify(outcome))
    return silent.join('')
  }

  #keep(file: string | undefined, message: string): string {
    if (file !== undefined)
      this.#output.set(resolve(file), `${this.#outputOf(resolve(file))}${message.trimEnd()}\n`)
    return ''
  }

  #outputOf(file: string): string {
    const output = this.#output.get(file) ?? ''
    return output.length > SHOWN_OUTPUT_CHARACTERS ? `…${output.slice(-SHOWN_OUTPUT_CHARACTERS)}` : output
  }

  #pass(test: DataOf<'test:pass'>): string {
    if (this.#fileOf(test) !== undefined) return ''
    if (test.skip !== undefined || test.todo !== undefined) return this.#skip(test)
    if (test.details.type !== 'suite') this.#tally.passed++
    return ''
  }

  #failure(test: DataOf<'test:fail'>): string {
    const file = this.#fileOf(test)
    if (file !== undefined) return this.#crash(file)
    if (test.todo !== undefined) return this.#skip(test)
    const { error } = test.details
    if ('failureType' in error && error.failureType === 'subtestsFailed') return ''
    return this.#fail(`${this.#describe(test)}`, inspect(error.cause ?? error, { depth: 8 }))
  }

  /** What `node --test` says about a file as a whole bears the file's name. */
  #fileOf(test: Ended): string | undefined {
    const file = resolve(test.name)
    return test.nesting === 0 && this.#files.has(file) ? file : undefined
  }

  #crash(file: string): string {
    this.#open.delete(file)
    return this.#fail(`${nameOf(file)} crashed`, this.#outputOf(file))
  }

  #skip(test: Ended): string {
    const reason = [test.skip, test.todo].find((text) => typeof text === 'string' && text !== '')
    this.#tally.skips.push(`${this.#describe(test)}: ${reason ?? (test.skip ? 'skipped' : 'to do')}`)
    return ''
  }

  #describe(test: Ended): string {
    const place = test.file === undefined ? '' : ` (${nameOf(test.file)}:${test.line ?? ''})`
    return [...this.#path.slice(0, test.nesting), test.name].join(' › ') + place
  }

  #fail(title: string, details = ''): string {
    this.#tally.failed++
    return `${styleText('red', `✖ ${title}`)}\n${indented(details)}`
  }

  #summary({ file, success, duration_ms }: DataOf<'test:summary'>): string {
    if (file === undefined) {
      this.#success = success
      return ''
    }
    this.#open.delete(file)
    const line = `${nameOf(file)}: ${countsOf(this.#tally)}, ${(duration_ms / 1000).toFixed(1)} s`
    this.#addUp()
    return success ? `✔ ${line}\n` : `${styleText('red', `✖ ${line}`)}\n${indented(this.#outputOf(file))}`
  }

  #addUp() {
    this.#total.passed += this.#tally.passed
    this.#total.failed += this.#tally.failed
    this.#total.skips.push(...this.#tally.skips)
    this.#tally = { passed: 0, failed: 0, skips: [] }
  }
}

function countsOf({ passed, failed, skips }: Tally): string {
  const others = [failed > 0 && `${failed} failed`, skips.length > 0 && `${skips.length} skipped`]
  return [`${passed} passed`, ...others.filter((text) => text !== false)].join(', ')
}

/** Without Node's own frames: the reader looks for the line that is ours. */
function indented(text: string): string {
  const lines = stripVTControlCharacters(text).trimEnd().split('\n')
  const ours = lines.filter((line) => line !== '' && !/^\s+at .*node:(internal|async_hooks)/.test(line))
  return ours.map((line) => `    ${line}\n`).join('')
}

function nameOf(file: string): string {
  return relative(process.cwd(), file)
}

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const state = new Report()
  for await (const event of events) yield state.take(event)
  yield state.close()
}
