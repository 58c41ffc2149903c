import { PROBLEMS, problemType } from './problem.ts'

const HEAD = `# Errors of the native API

Every refusal is \`application/problem+json\` (RFC 9457):

\`\`\`json
{
  "type": "${problemType('step_up_needed')}",
  "title": "Confirm that it is you",
  "status": 403,
  "detail": "Confirm your password first.",
  "code": "step_up_needed",
  "requestId": "5f0c3a9e1b7d-2k"
}
\`\`\`

Switch on \`code\`: it is stable, the texts are not. \`field\`, where present, names the member at fault.
\`requestId\` is in the header \`X-Request-Id\` too, and finds the request in the server's log.
401 comes with \`WWW-Authenticate\`, 405 with \`Allow\`, 429 and 503 with \`Retry-After\` in seconds.
What belongs to another account is answered exactly as what does not exist: 404.

| Code | Status | Title | What to do |
| --- | --- | --- | --- |
`

/** The page docs/protocols/errors.md. */
export function problemReference(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, title, remedy }]) => `| \`${code}\` | ${status} | ${title} | ${remedy} |\n`,
  )
  return HEAD + rows.join('')
}
