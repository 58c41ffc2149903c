// A reporter for `node --test BUNDLE…`, in which each test file is a suite (together.ts): a line per file, failures in
// full, and the outcome as JSON into the file that KEYWARD_TEST_OUTCOME names. It counts causes: a test that failed only
// because a test inside it did is not counted again, and a bundle that ended before its tests had reported is a failure
// whatever its exit code was.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
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
  /** Each with its test files that have not reported. Node reports one bundle after the other, in this order. */
  readonly #open = new Map(process.argv.slice(1).map((bundle) => [resolve(bundle), filesIn(bundle)]))
  readonly #output = new Map<string, string>()
  readonly #total: Tally = { passed: 0, failed: 0, skips: [] }
  /** Since the last file. */
  #tally: Tally = { passed: 0, failed: 0, skips: [] }
  /** Names of the tests around the one that is reported, outermost first: the test file. */
  #path: readonly string[] = []
  /** In all bundles before the one that is reported. */
  #failedBefore = 0
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
    const silent = [...this.#open.keys()].map((bundle) => this.#endEarly(bundle))
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
    if (this.#isBundle(test)) return ''
    if (test.skip !== undefined || test.todo !== undefined) return this.#skip(test)
    if (test.nesting === 0) return this.#endFile(test)
    if (test.details.type !== 'suite') this.#tally.passed++
    return ''
  }

  #failure(test: DataOf<'test:fail'>): string {
    if (this.#isBundle(test))
      return this.#open.has(resolve(test.name)) ? this.#endEarly(resolve(test.name)) : ''
    if (test.todo !== undefined) return this.#skip(test)
    const { error } = test.details
    const isOwn = !('failureType' in error && error.failureType === 'subtestsFailed')
    const text = isOwn ? this.#fail(this.#describe(test), inspect(error.cause ?? error, { depth: 8 })) : ''
    return test.nesting === 0 ? text + this.#endFile(test) : text
  }

  /** What `node --test` says about a bundle as a whole bears its name. */
  #isBundle({ name, nesting }: Ended): boolean {
    return nesting === 0 && resolve(name).endsWith('.mjs') && existsSync(`${resolve(name)}.json`)
  }

  /** A bundle whose process ended before all its tests had reported. */
  #endEarly(bundle: string): string {
    const files = this.#open.get(bundle) ?? []
    this.#open.delete(bundle)
    const title = `the process ended before these had reported: ${files.join(', ') || 'its test files are done'}`
    const text = this.#fail(title, this.#outputOf(bundle))
    this.#addUp()
    return text
  }

  #endFile({ name, details }: Ended): string {
    const [bundle = '', files = []] = this.#open.entries().next().value ?? []
    this.#open.set(
      bundle,
      files.filter((file) => file !== name),
    )
    const { passed, failed, skips } = this.#tally
    const empty = passed + failed + skips.length === 0 ? this.#fail(`${name} holds no test`) : ''
    const line = `${name}: ${countsOf(this.#tally)}, ${(details.duration_ms / 1000).toFixed(1)} s`
    const success = this.#tally.failed === 0
    this.#addUp()
    return success
      ? `✔ ${line}\n`
      : `${empty}${styleText('red', `✖ ${line}`)}\n${indented(this.#outputOf(bundle))}`
  }

  #skip(test: Ended): string {
    const reason = [test.skip, test.todo].find((text) => typeof text === 'string' && text !== '')
    this.#tally.skips.push(`${this.#describe(test)}: ${reason ?? (test.skip ? 'skipped' : 'to do')}`)
    return ''
  }

  #describe(test: Ended): string {
    const place = test.file === undefined ? '' : ` (${nameOf(test.file)}:${test.line ?? ''})`
    return [...this.#path.slice(1, test.nesting), test.name].join(' › ') + place
  }

  #fail(title: string, details = ''): string {
    this.#tally.failed++
    return `${styleText('red', `✖ ${title}`)}\n${indented(details)}`
  }

  #summary({ file, success }: DataOf<'test:summary'>): string {
    if (file === undefined) {
      this.#success = success
      return ''
    }
    this.#open.delete(resolve(file))
    // Something failed that was no test, such as a timer that was left behind.
    const isSilent = !success && this.#total.failed === this.#failedBefore
    const text = isSilent ? this.#fail('something failed after its test', this.#outputOf(resolve(file))) : ''
    this.#addUp()
    this.#failedBefore = this.#total.failed
    return text
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

/** Written beside it by `writeBundles`. */
function filesIn(bundle: string): string[] {
  return JSON.parse(readFileSync(`${bundle}.json`, 'utf8'))
}

function nameOf(file: string): string {
  return relative(process.cwd(), file)
}

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const state = new Report()
  for await (const event of events) yield state.take(event)
  yield state.close()
}
