import 'uplot/dist/uPlot.min.css'
import { type RefObject, useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { formatNumber } from '../../lib/numbers.ts'
import { useSignal } from '../../lib/signal.ts'
import { theme } from '../../lib/theme.ts'
import { type PlotColours, plotColours, useSystemTheme } from './plotColours.ts'
import type { ShownOutcome, Step } from './timeline.ts'
import { formatsFor, type Zone } from './zone.ts'

const HOUR_S = 3600
const DAY_S = 24 * HOUR_S
const HEIGHT_PX = 240
const BAR_SHARE = 0.72
const WIDEST_BAR_PX = 44

interface Plotted {
  readonly steps: readonly Step[]
  readonly outcomes: readonly ShownOutcome[]
  readonly zone: Zone
  readonly monthly: boolean
}

/** Keeps a stacked bar chart inside `box`, in the size of the box and the colours of the theme. */
export function usePlot(
  box: RefObject<HTMLDivElement | null>,
  plotted: Plotted,
  index: number | null,
  onHover: (index: number | null) => void,
): void {
  const { steps, outcomes, zone } = plotted
  const plot = useRef<uPlot | null>(null)
  const colours = `${useSignal(theme)} ${useSystemTheme()}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: `steps` and `zone` stand for the data, `colours` for the theme
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const drawn = new uPlot(optionsOf(element, plotted, onHover), stacked(steps, outcomes), element)
    plot.current = drawn
    const resize = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height: HEIGHT_PX }))
    resize.observe(element)
    return () => {
      resize.disconnect()
      drawn.destroy()
    }
  }, [JSON.stringify(steps), zone, colours])
  useEffect(() => {
    const drawn = plot.current
    const time = index === null ? undefined : drawn?.data[0][index]
    if (drawn && time !== undefined) drawn.setCursor({ left: drawn.valToPos(time, 'x'), top: 0 }, false)
  }, [index])
}

/** Every series holds itself and all below it; the highest is drawn first and the lower ones over it. */
function stacked(steps: readonly Step[], outcomes: readonly ShownOutcome[]): uPlot.AlignedData {
  const layers = outcomes.map((_, layer) =>
    steps.map(({ calls }) => outcomes.slice(0, layer + 1).reduce((sum, name) => sum + calls[name], 0)),
  )
  return [steps.map(({ at }) => Date.parse(at) / 1000), ...layers.toReversed()]
}

function optionsOf(
  element: HTMLElement,
  { steps, outcomes, zone, monthly }: Plotted,
  onHover: (index: number | null) => void,
): uPlot.Options {
  const colours = plotColours(element)
  const bars = uPlot.paths.bars?.({ size: [BAR_SHARE, WIDEST_BAR_PX], radius: 0.12 })
  const series = outcomes.toReversed().map((outcome) => ({
    fill: colours[outcome],
    stroke: colours[outcome],
    width: 0,
    points: { show: false },
    ...(bars && { paths: bars }),
  }))
  return {
    width: element.clientWidth,
    height: HEIGHT_PX,
    ...(zone === 'utc' && { tzDate: (second: number) => uPlot.tzDate(new Date(second * 1000), 'Etc/UTC') }),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: {
      // Half a step more on either side, so that the outer bars are whole.
      x: { range: ({ data: [times] }, min, max) => [min - halfStep(times), max + halfStep(times)] },
      y: { range: (_, __, max) => [0, Math.max(4, max * 1.05)] },
    },
    series: [{}, ...series],
    axes: [monthly ? monthAxis(colours, steps) : timeAxis(colours, zone), callsAxis(colours)],
    hooks: { setCursor: [({ cursor }) => onHover(cursor.idx ?? null)] },
  }
}

function halfStep(times: ArrayLike<number>): number {
  return ((times[1] ?? 0) - (times[0] ?? 0)) / 2
}

const SPACE_PX = 70

export const common = (colours: PlotColours) => ({
  stroke: colours.text,
  font: '12px system-ui, sans-serif',
  ticks: { show: false },
})

export function timeAxis(colours: PlotColours, zone: Zone): uPlot.Axis {
  const { time, day } = formatsFor(zone)
  return {
    ...common(colours),
    grid: { show: false },
    space: SPACE_PX,
    size: 34,
    incrs: [HOUR_S, 3 * HOUR_S, 6 * HOUR_S, 12 * HOUR_S, DAY_S, 2 * DAY_S, 7 * DAY_S, 14 * DAY_S, 28 * DAY_S],
    values: (_, splits, __, ___, step) =>
      splits.map((second) => (step < DAY_S ? time : day)(new Date(second * 1000).toISOString())),
  }
}

/** Months are not of one length: they are named where their bars stand, the last one in any case. */
function monthAxis(colours: PlotColours, steps: readonly Step[]): uPlot.Axis {
  const { month } = formatsFor('utc')
  const seconds = steps.map(({ at }) => Date.parse(at) / 1000)
  return {
    ...common(colours),
    grid: { show: false },
    size: 34,
    splits: ({ width }) => {
      const every = Math.ceil(seconds.length / Math.max(1, Math.floor(width / (SPACE_PX + 14))))
      return seconds.filter((_, index) => (seconds.length - 1 - index) % every === 0)
    },
    values: (_, splits) => splits.map((second) => month(new Date(second * 1000).toISOString())),
  }
}

function callsAxis(colours: PlotColours): uPlot.Axis {
  return {
    ...common(colours),
    grid: { stroke: colours.grid, width: 1 },
    size: 52,
    incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7, 1e8],
    values: (_, splits) => splits.map((value) => formatNumber(value)),
  }
}
