import type { Deps } from './domain/deps.ts'
import { workJob } from './domain/jobs/work-jobs.ts'

/** How often it is looked for jobs, ms. */
const LOOK_MS = 500

/**
 * Works on jobs beside everything else that the server does. What is left at a stop goes on after the next start.
 * @returns stops it, after the portion of rows that is being done
 */
export function startJobs(deps: Deps, onError: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> | null = null
  let isStopping = false
  const look = async () => {
    try {
      while (!isStopping && (await workJob(deps, () => !isStopping)));
    } catch (error) {
      onError(error)
    }
    running = null
  }
  const timer = setInterval(() => {
    running ??= look()
  }, LOOK_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    isStopping = true
    await running
  }
}
