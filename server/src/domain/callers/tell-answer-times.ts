import type { Deps } from '../deps.ts'
import type { Dialect } from './caller.ts'
import { type Span, spanOf, type UsageStep, type UsageStretch, type UsageWindow } from './span.ts'
import type { TimedAnswers } from './stores.ts'

/** The time within which half of the answers were given, and 95 of 100. */
export interface AnswerTime {
  readonly p50Ms: number
  readonly p95Ms: number
}

export interface AnswerTimesReport extends Span {
  /** The oldest first; steps without an answer are not there. */
  readonly points: readonly (AnswerTime & { readonly atMs: number })[]
  readonly byDialect: readonly (AnswerTime & { readonly dialect: Dialect })[]
}

/** How long answers of the installation took, to anybody: they say nothing of who asked, and are for everybody. */
export async function tellAnswerTimes(
  { calls, store, clock }: Deps,
  period: UsageWindow | UsageStretch,
  step?: UsageStep,
): Promise<AnswerTimesReport> {
  await calls.settle()
  const span = spanOf(clock, period, step)
  const [points, dialects] = await Promise.all([
    store.answerTimes.byStep(span, span.stepMs),
    store.answerTimes.byDialect(span),
  ])
  return {
    ...span,
    points: grouped(points, ({ atMs }) => atMs).map(([atMs, counts]) => ({ atMs, ...timeOf(counts) })),
    byDialect: grouped(dialects, ({ dialect }) => dialect).map(([dialect, counts]) => {
      return { dialect, ...timeOf(counts) }
    }),
  }
}

type Classed = Pick<TimedAnswers, 'withinUs' | 'answers'>

function grouped<Name, Count>(
  counts: readonly Count[],
  nameOf: (count: Count) => Name,
): readonly (readonly [Name, readonly Count[]])[] {
  return [...Map.groupBy(counts, nameOf)]
}

/** Of classes in order. */
function timeOf(classes: readonly Classed[]): AnswerTime {
  const all = classes.reduce((sum, { answers }) => sum + answers, 0)
  const within = (share: number) => {
    let seen = 0
    const reached = classes.find(({ answers }) => {
      seen += answers
      return seen >= all * share
    })
    return (reached?.withinUs ?? 0) / 1_000
  }
  return { p50Ms: within(0.5), p95Ms: within(0.95) }
}
