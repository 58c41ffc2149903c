import type { StoredLink } from './link.ts'

export interface LinkStore {
  insert(link: StoredLink): Promise<void>
  byDigest(digest: string): Promise<StoredLink | null>
  delete(digest: string): Promise<boolean>
  deleteOf(kind: StoredLink['kind'], userId: string | null): Promise<void>
  forgetExpired(kind: StoredLink['kind'], nowMs: number): Promise<void>
}
