import { z } from 'zod'
import type { User } from '../../domain/users/user.ts'
import { RequestError } from '../kit/request-error.ts'

/** Where a page of users ended. Clients hand it back as it is. */
type Marked = Pick<User, 'id' | 'name' | 'createdAtMs'>

const Marker = z.tuple([z.string().regex(/^[0-9a-f]{32}$/), z.string().max(255), z.int()])

export function markerOf({ id, name, createdAtMs }: Marked): string {
  return Buffer.from(JSON.stringify([id, name, createdAtMs])).toString('base64url')
}

/** @throws RequestError `bad_request` for anything that `markerOf` did not make */
export function parseMarker(text: string): Marked {
  const parsed = Marker.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()))
  if (!parsed.success || parsed.data[1].includes('\0')) {
    throw new RequestError('bad_request', 'Take `after` from `next` of the page before.', 'after')
  }
  const [id, name, createdAtMs] = parsed.data
  return { id, name, createdAtMs }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
