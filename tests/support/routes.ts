import { OPERATION_METHODS as METHODS } from '../../server/src/http/kit/api-description.ts'
import type { DialectPlugin } from '../../server/src/http/kit/context.ts'

/** One method on one address, as the server mounted it. */
export interface ServedRoute {
  /** The dialect's name: `identity-v2.0`, `native`. */
  readonly dialect: string
  readonly prefix: string
  readonly method: string
  /** Parameters as `:name`. */
  readonly path: string
}

/** Hears of every route that a dialect mounts, but not of those that only refuse a method. */
export function recordRoutes(dialect: DialectPlugin, routes: ServedRoute[]): DialectPlugin {
  return {
    ...dialect,
    register: (app, context) => {
      app.addHook('onRoute', ({ method, url }) => {
        const methods = [method].flat()
        const isRefusal = methods.includes('OPTIONS') && !METHODS.every((one) => methods.includes(one))
        // No dialect answers OPTIONS alone: whoever mounts it does so to refuse it.
        if (isRefusal) return
        const path = url.replaceAll('::', ':').replace(/(?<=.)\/$/, '')
        const { name, prefix } = dialect
        for (const one of methods) routes.push({ dialect: name, prefix, method: one, path })
      })
      dialect.register(app, context)
    },
  }
}

/** The address of a route with its parameters filled in. */
export function addressOf({ path }: ServedRoute, params: Readonly<Record<string, string>>): string {
  return path.replace(/(?<=\/):(\w+)/g, (_, name: string) => params[name] ?? 'x').replace(/\*$/, 'a/path')
}
