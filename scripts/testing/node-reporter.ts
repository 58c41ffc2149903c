// A reporter for `node --test`: a line per file, failures in full, and the outcome as JSON into the file that
// KEYWARD_TEST_OUTCOME names. It counts causes: a test that failed only because a test inside it did is not
// counted again, and a file that ended before its tests had reported is a failure whatever its exit code was.
import { writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { inspect, stripVTControlCharacters, styleText } from 'node:util'

type DataOf<Type extends TestEvent['type']> = Extract<TestEvent, { type: Type }>['data']
type Ended = DataOf<'test:pass'> | DataOf<'test:fail'>

interface FileState {
  readonly file: string
  /** Names of the tests around the one that is reported, outermost first. */
  path: readonly string[]
  output: string
  ended: boolean
  passed: number
  failed: number
  skips: string[]
}

/** Enough to see what went wrong before a failure, not a log. */
const SHOWN_OUTPUT_CHARACTERS = 4_000

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files = new Map<string, FileState>()
  let success = false
  for await (const event of events) {
    const given = event.data && 'file' in event.data ? event.data.file : undefined
    if (given !== undefined) {
      const file = resolve(given)
      const state = files.get(file) ?? {
        file,
        path: [],
        output: '',
        ended: false,
        passed: 0,
        failed: 0,
        skips: [],
      }
      files.set(file, state)
      yield follow(event, state)
    } else if (event.type === 'test:summary') {
      success = event.data.success
    }
  }
  for (const state of files.values()) {
    if (!state.ended) yield fail(state, `${nameOf(state.file)} ended before its tests had reported`)
  }
  save([...files.values()], success)
}

/** @returns the text to print, often none */
function follow(event: TestEvent, state: FileState): string {
  switch (event.type) {
    case 'test:start':
      state.path = [...state.path.slice(0, event.data.nesting), event.data.name]
      return ''
    case 'test:stdout':
    case 'test:stderr':
      state.output += event.data.message
      return ''
    case 'test:diagnostic':
      state.output += `${event.data.message}\n`
      return ''
    case 'test:pass':
      return pass(event.data, state)
    case 'test:fail':
      return failure(event.data, state)
    case 'test:summary':
      state.ended = true
      return fileLine(event.data, state)
    default:
      return ''
  }
}

function pass(test: DataOf<'test:pass'>, state: FileState): string {
  if (isFileItself(test)) return ''
  if (test.skip !== undefined || test.todo !== undefined) skip(test, state)
  else if (test.details.type !== 'suite') state.passed++
  return ''
}

function failure(test: DataOf<'test:fail'>, state: FileState): string {
  if (test.todo !== undefined) return skip(test, state)
  if (isFileItself(test)) {
    state.ended = true
    return state.failed > 0 ? '' : fail(state, `${nameOf(state.file)} crashed`, tail(state.output))
  }
  const { error } = test.details
  if ('failureType' in error && error.failureType === 'subtestsFailed') return ''
  const place = `${nameOf(state.file)}:${test.line ?? ''}`
  return fail(state, `${pathOf(test, state)} (${place})`, inspect(error.cause ?? error, { depth: 8 }))
}

/** What `node --test` reports about a file as a whole bears the file's name. */
function isFileItself(test: Ended): boolean {
  return test.nesting === 0 && resolve(test.name) === test.file
}

function skip(test: Ended, state: FileState): string {
  const reason = [test.skip, test.todo].find((text) => typeof text === 'string' && text !== '')
  state.skips.push(
    `${pathOf(test, state)} (${nameOf(state.file)}): ${reason ?? (test.skip ? 'skipped' : 'to do')}`,
  )
  return ''
}

function fail(state: FileState, title: string, details = ''): string {
  state.failed++
  return `${styleText('red', `✖ ${title}`)}\n${indented(details)}`
}

/** Without Node's own frames: the reader looks for the line that is ours. */
function indented(text: string): string {
  const lines = stripVTControlCharacters(text).trimEnd().split('\n')
  const ours = lines.filter((line) => line !== '' && !/^\s+at .*node:(internal|async_hooks)/.test(line))
  return ours.map((line) => `    ${line}\n`).join('')
}

function fileLine({ duration_ms, success }: DataOf<'test:summary'>, state: FileState): string {
  const seconds = `${(duration_ms / 1000).toFixed(1)} s`
  const counts = [`${state.passed} passed`]
  if (state.failed > 0) counts.push(`${state.failed} failed`)
  if (state.skips.length > 0) counts.push(`${state.skips.length} skipped`)
  const line = `${success ? '✔' : '✖'} ${nameOf(state.file)}: ${counts.join(', ')}, ${seconds}`
  if (success) return `${line}\n`
  return `${styleText('red', line)}\n${indented(tail(state.output))}`
}

function pathOf(test: Ended, { path }: FileState): string {
  return [...path.slice(0, test.nesting), test.name].join(' › ')
}

function nameOf(file: string): string {
  return relative(process.cwd(), file)
}

function tail(text: string): string {
  return text.length > SHOWN_OUTPUT_CHARACTERS ? `…${text.slice(-SHOWN_OUTPUT_CHARACTERS)}` : text
}

function save(files: readonly FileState[], success: boolean): void {
  const target = process.env['KEYWARD_TEST_OUTCOME']
  if (target === undefined) return
  const skips = files.flatMap((file) => file.skips)
  const passed = files.reduce((total, file) => total + file.passed, 0)
  const counted = files.reduce((total, file) => total + file.failed, 0)
  const failed = success ? counted : Math.max(1, counted)
  writeFileSync(target, JSON.stringify({ passed, failed, skipped: skips.length, skips }))
}
