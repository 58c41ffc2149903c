import 'uplot/dist/uPlot.min.css'
import type { AnswerTimes } from '@keyward/sdk'
import { type RefObject, useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { formatNumber } from '../../lib/numbers.ts'
import { useSignal } from '../../lib/signal.ts'
import { theme } from '../../lib/theme.ts'
import { plotColours, useSystemTheme } from './plotColours.ts'
import { common, timeAxis } from './usePlot.ts'
import type { Zone } from './zone.ts'

const HEIGHT_PX = 240

/** Keeps two lines of answer times inside `box`: the median drawn through, the other dashed. */
export function useLines(
  box: RefObject<HTMLDivElement | null>,
  { times, zone }: { readonly times: AnswerTimes; readonly zone: Zone },
  index: number | null,
  onHover: (index: number | null) => void,
): void {
  const plot = useRef<uPlot | null>(null)
  const colours = `${useSignal(theme)} ${useSystemTheme()}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: `times` and `zone` stand for the data, `colours` for the theme
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const drawn = new uPlot(optionsOf(element, { times, zone }, onHover), dataOf(times), element)
    plot.current = drawn
    const resize = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height: HEIGHT_PX }))
    resize.observe(element)
    return () => {
      resize.disconnect()
      drawn.destroy()
    }
  }, [JSON.stringify(times), zone, colours])
  useEffect(() => {
    const drawn = plot.current
    const time = index === null ? undefined : drawn?.data[0][index]
    if (drawn && time !== undefined) drawn.setCursor({ left: drawn.valToPos(time, 'x'), top: 0 }, false)
  }, [index])
}

function dataOf({ points }: AnswerTimes): uPlot.AlignedData {
  return [
    points.map(({ at }) => Date.parse(at) / 1000),
    points.map(({ p50Ms }) => p50Ms),
    points.map(({ p95Ms }) => p95Ms),
  ]
}

/** The whole period is shown, as in the chart of calls, whenever there were answers in it. */
function optionsOf(
  element: HTMLElement,
  { times: { from, to, stepSeconds }, zone }: { readonly times: AnswerTimes; readonly zone: Zone },
  onHover: (index: number | null) => void,
): uPlot.Options {
  const colours = plotColours(element)
  const line = { stroke: colours.valid, width: 2, points: { show: true, size: 6 } }
  return {
    width: element.clientWidth,
    height: HEIGHT_PX,
    ...(zone === 'utc' && { tzDate: (second: number) => uPlot.tzDate(new Date(second * 1000), 'Etc/UTC') }),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: {
      x: { range: () => [Date.parse(from) / 1000 - stepSeconds / 2, Date.parse(to) / 1000] },
      y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] },
    },
    series: [{}, line, { ...line, dash: [6, 4] }],
    axes: [
      timeAxis(colours, zone),
      {
        ...common(colours),
        grid: { stroke: colours.grid, width: 1 },
        size: 52,
        values: (_, splits) => splits.map((value) => formatNumber(value)),
      },
    ],
    hooks: { setCursor: [({ cursor }) => onHover(cursor.idx ?? null)] },
  }
}
