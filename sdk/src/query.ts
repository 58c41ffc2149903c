/** What is asked, as the end of an address; nothing for what is left out or empty. */
export function queryOf(filter: object): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined && value !== '') query.set(name, `${value}`)
  }
  const text = query.toString()
  return text && `?${text}`
}
