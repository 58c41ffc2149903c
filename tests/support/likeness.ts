/**
 * Where an answer does not look as its example says: members that only one of them has, and values of another kind.
 * Null stands for a value that is not there this time, and an empty list says nothing of what it holds.
 */
export function unlike(example: unknown, answer: unknown, place = ''): readonly string[] {
  if (example === null || answer === null) return []
  if (Array.isArray(example) && Array.isArray(answer)) {
    const [first] = answer
    return example.length === 0 || answer.length === 0 ? [] : unlike(example[0], first, `${place}[]`)
  }
  if (!isRecord(example) || !isRecord(answer)) {
    const [said, is] = [kindOf(example), kindOf(answer)]
    return said === is ? [] : [`${place}: ${said} in the example, ${is} in the answer`]
  }
  const names = [...new Set([...Object.keys(example), ...Object.keys(answer)])]
  return names.flatMap((name) => {
    const at = place === '' ? name : `${place}.${name}`
    if (!(name in answer)) return [`${at}: only in the example`]
    if (!(name in example)) return [`${at}: only in the answer`]
    return unlike(example[name], answer[name], at)
  })
}

const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value)

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
