import { z } from 'zod'
import type { BenchCredential } from './data.ts'
import { login } from './shots.ts'

const PAGES = 100
const PAGE_ROWS = 100

const NativePage = z.object({ items: z.array(z.unknown()), next: z.string().nullable() })
const V3Page = z.object({ users: z.array(z.unknown()), links: z.object({ next: z.string().nullable() }) })
const V2Page = z.object({ users: z.array(z.object({ id: z.string() })) })

interface List {
  readonly name: string
  readonly path: string
  /** Further parameters. */
  readonly more?: string
  readonly headers: Record<string, string>
  /** The parameter that says where a page begins. */
  readonly parameter: string
  /** How many rows came, and where the next page begins. */
  readonly read: (body: unknown) => { readonly rows: number; readonly marker: string | undefined }
}

const readNative: List['read'] = (body) => {
  const { items, next } = NativePage.parse(body)
  return { rows: items.length, marker: next ?? undefined }
}

/** Turns over the pages of 100 rows, one after the other; milliseconds that 95 of 100 stay below. */
export async function listPages(
  port: number,
  operator: Pick<BenchCredential, 'username' | 'apiKey'>,
): Promise<readonly { readonly name: string; readonly p95Milliseconds: number }[]> {
  const token = { 'X-Auth-Token': await login(port, operator) }
  const lists: readonly List[] = [
    {
      name: 'native page of users',
      path: '/api/v1/users',
      parameter: 'after',
      headers: { Authorization: `Bearer ${operator.apiKey}` },
      read: readNative,
    },
    {
      name: 'native page of mailboxes',
      path: '/api/v1/mailboxes',
      parameter: 'after',
      headers: { Authorization: `Bearer ${operator.apiKey}` },
      read: readNative,
    },
    {
      name: 'native page of mailboxes, counted',
      path: '/api/v1/mailboxes',
      more: '&count=true',
      parameter: 'after',
      headers: { Authorization: `Bearer ${operator.apiKey}` },
      read: readNative,
    },
    {
      name: 'v2.0 page of users',
      path: '/v2.0/users',
      parameter: 'marker',
      headers: token,
      read: (body) => {
        const { users } = V2Page.parse(body)
        return { rows: users.length, marker: users.at(-1)?.id }
      },
    },
    {
      name: 'v3 page of users',
      path: '/v3/users',
      parameter: 'marker',
      headers: token,
      read: (body) => {
        const { users, links } = V3Page.parse(body)
        return {
          rows: users.length,
          marker: new URL(links.next ?? '').searchParams.get('marker') ?? undefined,
        }
      },
    },
  ]
  const figures = []
  for (const list of lists) figures.push({ name: list.name, p95Milliseconds: await p95(port, list) })
  return figures
}

async function p95(port: number, { path, more = '', parameter, headers, read }: List): Promise<number> {
  const times: number[] = []
  let from = ''
  for (let page = 0; page < PAGES; page++) {
    const before = performance.now()
    const response = await fetch(`http://127.0.0.1:${port}${path}?limit=${PAGE_ROWS}${more}${from}`, {
      headers,
    })
    const text = await response.text()
    times.push(performance.now() - before)
    const { rows, marker } = read(JSON.parse(text))
    if (rows !== PAGE_ROWS || !marker) throw new Error(`${path}: ${response.status}, ${rows} rows`)
    from = `&${parameter}=${encodeURIComponent(marker)}`
  }
  return times.sort((a, b) => a - b)[Math.ceil(PAGES * 0.95) - 1] ?? Number.NaN
}
