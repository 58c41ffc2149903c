import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Deps } from '../../domain/deps.ts'
import type { Exchange } from '../kit/exchange.ts'

/** Figures for Prometheus. No label holds anything that a client chose. */
export interface Metrics {
  readonly contentType: string
  observe(exchange: Exchange): void
  text(): Promise<string>
}

const isReset = (route: string) => route.endsWith('/key/reset') || route.endsWith('/RAX-AUTH/reset')

export function createMetrics(deps: Pick<Deps, 'calls' | 'known'>): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new RequestTotals()
  const resets = new Histogram({
    name: 'keyward_reset_duration_seconds',
    help: 'Time from request to answer of key resets that were done.',
    labelNames: ['dialect'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  registry.registerMetric(requestCounter(requests))
  registry.registerMetric(credentialCounter(deps))
  registry.registerMetric(knownKeysGauge(deps))
  const observe = ({ dialect, method, route, status, durationMs }: Exchange) => {
    requests.add(dialect, method, route, status)
    if (status < 300 && isReset(route)) resets.observe({ dialect }, durationMs / 1_000)
  }
  return { contentType: registry.contentType, observe, text: () => registry.metrics() }
}

interface RequestTotal {
  readonly labels: {
    readonly dialect: string
    readonly method: string
    readonly route: string
    readonly status: number
  }
  count: number
}

/** Counts by itself and tells the library when asked: its own `inc` sorts and joins the labels each time. */
class RequestTotals {
  /** By route: a route has few methods and statuses, and its name costs nothing to look up. */
  readonly #totals = new Map<string, RequestTotal[]>()

  add(dialect: string, method: string, route: string, status: number): void {
    const ofRoute = this.#totals.get(route)
    const total = ofRoute?.find(
      ({ labels: of }) => of.status === status && of.method === method && of.dialect === dialect,
    )
    if (total) {
      total.count++
      return
    }
    const labels = { dialect, method, route, status }
    this.#totals.set(route, [...(ofRoute ?? []), { labels, count: 1 }])
  }

  list(): readonly RequestTotal[] {
    return [...this.#totals.values()].flat()
  }
}

function requestCounter(totals: RequestTotals) {
  return new Counter({
    name: 'keyward_http_requests_total',
    help: 'Answered requests by dialect, method, route template and status. The hot verify route is not among them.',
    labelNames: ['dialect', 'method', 'route', 'status'],
    registers: [],
    collect() {
      this.reset()
      for (const { labels, count } of totals.list()) this.inc(labels, count)
    },
  })
}

function credentialCounter({ calls }: Pick<Deps, 'calls'>) {
  return new Counter({
    name: 'keyward_credentials_total',
    help: 'Presented credentials by dialect, kind and outcome: logins and verify calls alike.',
    labelNames: ['dialect', 'kind', 'outcome'],
    registers: [],
    collect() {
      this.reset()
      for (const { dialect, kind, outcome, count } of calls.totals()) {
        this.inc({ dialect, kind, outcome }, count)
      }
    },
  })
}

function knownKeysGauge({ known }: Pick<Deps, 'known'>) {
  return new Gauge({
    name: 'keyward_known_keys',
    help: 'Keys in memory, also those that are read anew when asked for because their user has changed.',
    registers: [],
    collect() {
      this.set(known.keyCount)
    },
  })
}
