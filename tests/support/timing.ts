import { describe } from 'node:test'
import { isFullRun } from './counts.ts'

/** One kind of request whose time must not tell it from the others. */
export interface TimedClass {
  readonly name: string
  /** What must come before, outside the measure. */
  prepare?(): Promise<void>
  run(): Promise<void>
}

/** Microseconds of each run, by the name of the class. */
type Samples = ReadonlyMap<string, readonly number[]>

export interface Difference {
  readonly between: string
  /** Welch's t of the lower 90 %: beyond 4.5 the two differ, whatever else the machine does. */
  readonly t: number
  /** Of the medians of all samples, microseconds. */
  readonly medianMicroseconds: number
  /** The same as a share of the smaller median. */
  readonly medianShare: number
}

const KEPT_SHARE = 0.9

/**
 * Runs all classes in turns, each turn in a random order of its own: what disturbs the machine disturbs all of them, and
 * which one it disturbs most is chance.
 */
export async function timeClasses(classes: readonly TimedClass[], rounds: number): Promise<Samples> {
  const samples = new Map(classes.map(({ name }): [string, number[]] => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const one of shuffled(classes)) {
      await one.prepare?.()
      const before = process.hrtime.bigint()
      await one.run()
      samples.get(one.name)?.push(Number(process.hrtime.bigint() - before) / 1_000)
    }
  }
  return samples
}

/** Every class against the first. */
export function differences(samples: Samples): readonly Difference[] {
  const [[firstName, first] = ['', []], ...others] = samples
  return others.map(([name, values]) => {
    const [one, two] = [median(first), median(values)]
    return {
      between: `${firstName} and ${name}`,
      t: welchT(lower(first), lower(values)),
      medianMicroseconds: Math.abs(one - two),
      medianShare: Math.abs(one - two) / Math.min(one, two),
    }
  })
}

function lower(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b).slice(0, Math.ceil(values.length * KEPT_SHARE))
}

function welchT(one: readonly number[], two: readonly number[]): number {
  const error = Math.sqrt(variance(one) / one.length + variance(two) / two.length)
  return (mean(one) - mean(two)) / error
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function variance(values: readonly number[]): number {
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function shuffled<T>(values: readonly T[]): readonly T[] {
  return values
    .map((value) => ({ value, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)
}

/** Minutes of measuring, which other work on the machine would disturb: nothing for a short run, and no skip there. */
export function inFullRuns(name: string, tests: () => void): void {
  if (isFullRun) describe(name, () => tests())
}

/** Keeps the processor busy. */
export function spin(microseconds: number): void {
  const until = process.hrtime.bigint() + BigInt(microseconds * 1_000)
  while (process.hrtime.bigint() < until);
}

export function textOf(found: readonly Difference[]): string {
  return found
    .map(
      ({ between, t, medianMicroseconds, medianShare }) =>
        `${between}: t ${t.toFixed(1)}, ${medianMicroseconds.toFixed(0)} µs, ${(medianShare * 100).toFixed(1)} %`,
    )
    .join('; ')
}
