import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** The fault to tell of. Where a value may be absent or something, it was meant as the something. */
export function firstIssue(issues: readonly Issue[]): Issue | undefined {
  const [issue] = issues
  return issue?.code === 'invalid_union' ? (firstIssue(issue.errors.at(-1) ?? []) ?? issue) : issue
}

/** Names the member and what is expected of it. Repeats nothing of what was sent. */
export function sentenceFor(issue: Issue | undefined, part: 'query' | 'body'): string {
  if (issue?.code === 'unrecognized_keys') return `The ${part} has a member that is not known here.`
  if (issue === undefined || issue.path.length === 0) return `The ${part} must be a JSON object.`
  const name = issue.path.join('.')
  return issue.input === undefined ? `${name} is missing.` : `${name} ${demandOf(issue)}.`
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a whole number',
  boolean: 'true or false',
}

function demandOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? 'of another type'}`
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`
    case 'too_small':
      return issue.origin === 'string' ? 'must not be empty' : `must be ${issue.minimum} or more`
    case 'too_big':
      return `must ${issue.origin === 'string' ? 'have' : 'be'} ${issue.maximum}${unitOf(issue)} or less`
    case 'custom':
      return issue.message
    default:
      return 'is not allowed'
  }
}

function unitOf({ origin }: { readonly origin: string }): string {
  return origin === 'string' ? ' characters' : ''
}
