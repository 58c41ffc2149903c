import assert from 'node:assert/strict'
import { examplesOf } from '../../panel/src/features/apis/examples.ts'
import { isForPanelOnly, type Operation, operationsOf } from '../../panel/src/features/apis/operations.ts'
import { type RequestTemplate, requestOf, variablesOf } from '../../panel/src/features/apis/request.ts'
import type { OpenApiDocument } from '../../sdk/src/api-types.ts'
import type { ApiDescription } from '../../server/src/http/kit/api-description.ts'
import { isFullRun } from './counts.ts'
import { unlike } from './likeness.ts'
import { PYTHON, RUBY, runProgram } from './programs.ts'

/** The languages of the examples, and how a program in each is run. */
const PROGRAMS = {
  curl: (code: string) => ['bash', ['-euo', 'pipefail', '-c', code]] as const,
  TypeScript: (code: string) =>
    [process.execPath, ['--input-type=module-typescript', '--eval', code]] as const,
  Python: (code: string) => [PYTHON, ['-c', code]] as const,
  Ruby: (code: string) => [RUBY, ['-e', code]] as const,
  PHP: (code: string) => ['php', ['-r', code.replace('<?php', '')]] as const,
}
export type Language = keyof typeof PROGRAMS
export const LANGUAGES: readonly Language[] = ['curl', 'TypeScript', 'Python', 'Ruby', 'PHP']

/** What every example is run in. */
export const EVERY_LANGUAGE: readonly Language[] = ['curl', 'TypeScript', 'Python']

/** Languages to try an operation in: all of these in the full run, else one, and the next one for the next operation. */
export function languagesAt(place: number, { method }: Pick<Operation, 'method'>): readonly Language[] {
  // There is none in TypeScript.
  if (method === 'TRACE') return ['curl', 'Python']
  return isFullRun ? EVERY_LANGUAGE : EVERY_LANGUAGE.filter((_, at) => at === place % EVERY_LANGUAGE.length)
}

/** What programs can do by an API, as its pages show it, at a server of this test. */
export function shownOperations(
  api: ApiDescription,
  publicUrl: string,
  origin: string,
): readonly Operation[] {
  const document: OpenApiDocument = JSON.parse(
    JSON.stringify(api.openApi(publicUrl)).replaceAll(publicUrl, origin),
  )
  return operationsOf(document).filter((operation) => !isForPanelOnly(operation))
}

/** As the page begins: every parameter as its example says, the optional ones left out. */
function requestFor(operation: Operation): RequestTemplate {
  const parameters = Object.fromEntries(
    operation.parameters.map(({ name, example }) => [name, typeof example === 'string' ? example : '']),
  )
  return requestOf(operation, { parameters, body: operation.body })
}

/** What an example prints: the status, and the body where there is one in JSON. */
interface Printed {
  readonly status: number
  readonly body: unknown
}

/** What the example prints, run as it stands with this in its environment, which must have all it needs. */
async function printedBy(
  operation: Operation,
  language: Language,
  known: Readonly<Record<string, string>>,
): Promise<Printed> {
  const request = requestFor(operation)
  for (const name of variablesOf(request)) assert.ok(known[name], `${operation.id} needs ${name}`)
  const snippet = examplesOf(request).find(({ label }) => label === language)
  const [program, args] = PROGRAMS[language](snippet?.code ?? assert.fail(language))
  const system = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', NODE_NO_WARNINGS: '1' }
  const { stdout, stderr } = await runProgram(program, args, { ...system, ...known })
  const [, status = ''] = /^(?:HTTP\/1\.1 )?(\d{3})\b/.exec(stdout) ?? []
  assert.ok(status, `${operation.id} in ${language} printed no status: ${stdout.slice(0, 200)}${stderr}`)
  return { status: Number(status), body: jsonIn(stdout) }
}

/** What follows the headers, which end with an empty line or with a brace. */
function jsonIn(printed: string): unknown {
  const [, json] = /(?:\r\n\r\n|\} )([{[].*)$/s.exec(printed) ?? []
  return json === undefined ? undefined : JSON.parse(json)
}

/** Members that are there for some and not for others. */
const DEPENDS = [
  /^(?:user|users\[\])\.email:/,
  /^(?:results\[\]\.)?(?:applicationCredential|impersonator):/,
  /^items\[\]\.details\./,
  /^passwordPolicy\./,
  // Of a list that goes on.
  /^truncated:/,
  // A description describes itself.
  /^(?:openapi|info|servers|paths|components|x-rights):/,
  // By the names of services.
  /^auth\.serviceCatalog\./,
]

/** The example of a request, run as it stands, is answered with this status, and as the example of the answer looks. */
export async function assertAsShown(
  operation: Operation,
  language: Language,
  known: Readonly<Record<string, string>>,
  expected = documentedStatus(operation),
): Promise<void> {
  const { status, body } = await printedBy(operation, language, known)
  assert.equal(status, expected)
  const said = operation.answers.find((answer) => Number(answer.status) === status)
  if (status >= 400 || body === undefined || said?.example === undefined) return
  const strange = unlike(said.example, body).filter((one) => !DEPENDS.some((members) => members.test(one)))
  assert.deepEqual(strange, [])
}

/** The one status that an example must have: its success, or the refusal of what is always refused. */
export function documentedStatus({ id, answers, rights }: Operation): number {
  const success = answers.find(({ status }) => status < '400')
  if (success) return Number(success.status)
  assert.deepEqual(
    rights.map(({ name }) => name),
    ['nobody'],
    `${id} has no success`,
  )
  return 403
}
