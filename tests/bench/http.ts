import { fire, type Shot } from './load.ts'
import { cpuMicroseconds, type Measured, median } from './process.ts'

/** One thing to measure: where to shoot, and at what. */
export interface Target {
  readonly name: string
  readonly server: Measured
  readonly shots: readonly Shot[]
  /** What the server itself asks: their CPU counts too. */
  readonly behind?: readonly Measured[]
  /** Where the usual ones would take minutes. */
  readonly load?: { readonly requestsPerRound: number; readonly connections: number }
}

export interface Figure {
  readonly name: string
  /** Server CPU per request, microseconds, median of the rounds. */
  readonly cpuMicroseconds: number
  /** The reference's CPU by ours, median over the rounds: each round compares neighbours in time. */
  readonly ofReference: number
}

const REQUESTS_PER_ROUND = 20_000
const WARM_UP = 10_000
export const ROUNDS = 7

/** Measures all targets in turns, the first being the reference: what disturbs the machine disturbs all of them. */
export async function measure(targets: readonly Target[]): Promise<readonly Figure[]> {
  for (const { server, shots, load } of targets)
    await fire(server.port, shots, load?.requestsPerRound ?? WARM_UP, load?.connections)
  const rounds = new Map<string, number[]>(targets.map(({ name }) => [name, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const target of targets) rounds.get(target.name)?.push(await oneRound(target))
  }
  const reference = rounds.get(targets[0]?.name ?? '') ?? []
  return [...rounds].map(([name, costs]) => ({
    name,
    cpuMicroseconds: median(costs),
    ofReference: median(costs.map((cost, round) => (reference[round] ?? Number.NaN) / cost)),
  }))
}

async function oneRound(target: Target): Promise<number> {
  const { server, shots, behind = [], load } = target
  const requests = load?.requestsPerRound ?? REQUESTS_PER_ROUND
  const cpu = () => [server, ...behind].reduce((sum, { child }) => sum + cpuMicroseconds(child.pid ?? 0), 0)
  const before = cpu()
  await fire(server.port, shots, requests, load?.connections)
  return (cpu() - before) / requests
}
