// Loaded before tests: node:test learns from the async context which test is running, not from hooks on every promise that
// is made. Those, and collecting what they leave, cost a fifth of what the tests do. Where another Node's runner does not
// ask for them in this way, it keeps its own.
import hooks, { AsyncLocalStorage, AsyncResource, createHook, executionAsyncId } from 'node:async_hooks'

const running = new AsyncLocalStorage<number>()
const { runInAsyncScope } = AsyncResource.prototype

// The runner takes its own copies of these as it is loaded, so that nobody else ever meets ours.
Object.assign(hooks, { createHook: followTests, executionAsyncId: () => running.getStore() ?? 0 })
await import('node:test')
Object.assign(hooks, { createHook, executionAsyncId })

type Work = (...args: unknown[]) => unknown

/** @param hook its `init` is how the runner learns which id is of which test */
function followTests({ init }: Parameters<typeof createHook>[0]): ReturnType<typeof createHook> {
  const isTest = (resource: AsyncResource) => 'runHook' in resource
  function runScoped(this: AsyncResource, work: Work, self: unknown, ...args: unknown[]) {
    if (!isTest(this)) return runInAsyncScope.call(this, work, self, ...args)
    const id = this.asyncId()
    init?.(id, 'Test', 0, this)
    return runInAsyncScope.call(this, () => running.run(id, () => work.apply(self, args)))
  }
  Object.assign(AsyncResource.prototype, { runInAsyncScope: runScoped })
  const off = { enable: () => off, disable: () => off }
  return off
}
