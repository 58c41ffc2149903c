/**
 * A request's number in the form that OpenStack's clients log, `req-<uuid>`. The number in our log can be read off
 * it: the last twelve digits are its first part, the first twelve its second part.
 * @param requestId as `nextRequestId` makes it: twelve hexadecimal digits, a dash, a hexadecimal count
 */
export function openstackRequestId(requestId: string): string {
  const dash = requestId.indexOf('-')
  const processPart = requestId.slice(0, dash)
  const digits = requestId.slice(dash + 1).padStart(12, '0')
  return `req-${digits.slice(0, 8)}-${digits.slice(8, 12)}-4000-8000-${processPart}`
}
