import type { Protocol } from './converse.ts'

/** What Postfix says about a mail that is being sent, by attribute (SMTPD_POLICY_README). */
export type PolicyRequest = ReadonlyMap<string, string>

export type Decide = (request: PolicyRequest) => Promise<string>

/** A refusal for now, when it cannot be decided: Postfix has its sender try again. */
const NOT_NOW = '451 4.3.0 Keyward cannot decide about it now'

/** @param onError hears why something could not be decided */
export function policyService(decide: Decide, onError: (error: unknown) => void): Protocol {
  return {
    split: splitRequests,
    answer: async (question) => {
      try {
        return `action=${await decide(attributesOf(question))}\n\n`
      } catch (error) {
        onError(error)
        return `action=${NOT_NOW}\n\n`
      }
    },
  }
}

function attributesOf(question: string): PolicyRequest {
  const pairs = question.split('\n').map((line): [string, string] => {
    const equals = line.indexOf('=')
    return [line.slice(0, equals), line.slice(equals + 1)]
  })
  return new Map(pairs)
}

function splitRequests(bytes: Buffer): { questions: string[]; rest: Buffer } {
  const end = bytes.lastIndexOf('\n\n')
  if (end < 0) return { questions: [], rest: bytes }
  return { questions: bytes.toString('utf8', 0, end).split('\n\n'), rest: bytes.subarray(end + 2) }
}
