import { KeywardError } from '@keyward/sdk'
import { QueryCache, QueryClient } from '@tanstack/react-query'
import { noticeSignedOut } from './session.ts'

/** Reads are asked once more when the server gave no answer or was just starting again; refusals are final. */
function retry(failures: number, error: Error): boolean {
  const transient = error instanceof KeywardError && (error.status === 0 || error.status >= 502)
  return transient && failures < 1
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  defaultOptions: { queries: { retry, retryDelay: 800, staleTime: 10_000 } },
})
