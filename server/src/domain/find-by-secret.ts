import type { Deps } from './deps.ts'
import type { SecretKind } from './ports.ts'
import type { Stores } from './store.ts'

/**
 * Looks something up by its secret. Where nothing is found, another process may have begun to use another look-up
 * key: then it is looked up once more.
 * @param find asked with the current digest first, then those under look-up keys that are on their way out
 */
export async function findBySecret<T>(
  { vault }: Pick<Deps, 'vault'>,
  stores: Pick<Stores, 'ring' | 'meta'>,
  kind: SecretKind,
  secret: string,
  find: (digest: string, ...older: readonly string[]) => Promise<T | null>,
): Promise<T | null> {
  const attempt = () => {
    const [digest = '', ...older] = vault.digests(kind, secret)
    return find(digest, ...older)
  }
  const found = await attempt()
  if (found !== null || !(await vault.refresh(stores))) return found
  return attempt()
}

/** Asks for one digest after the other: for what is looked up now and then. */
export async function firstOf<T>(
  digests: readonly string[],
  find: (digest: string) => Promise<T | null>,
): Promise<T | null> {
  for (const digest of digests) {
    const found = await find(digest)
    if (found !== null) return found
  }
  return null
}
