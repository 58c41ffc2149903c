const PATHS = {
  key: 'M10.5 9.5a3.5 3.5 0 1 0-3.4-2.7L2.5 11.4V13.5H4.6L5.5 12.6V11H7.1L8.2 9.9',
  check: 'M3.5 8.5l3 3 6-6.5',
  cross: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  chevron: 'M4.5 6.5l3.5 3.5 3.5-3.5',
  copy: 'M5.5 5.5V3.5h7v7h-2M3.5 5.5h7v7h-7Z',
  download: 'M8 2.5v7.5M5 7.5l3 3 3-3M3 13h10',
  warning: 'M8 2.5 14 13H2ZM8 6.5v3M8 11.3v.2',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.5v3.5M8 5.1v.2',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 5v3.2l2 1.4',
  pencil: 'M3 13l.6-2.7 7-7 2.1 2.1-7 7ZM9.3 4.6l2.1 2.1',
  code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5',
  arrow: 'M3 8h9.5M9 4.5 12.5 8 9 11.5',
  star: 'M8 2.5l1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5 6.3 6Z',
  dots: 'M3 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M7.5 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M12 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0',
  plus: 'M8 3.5v9M3.5 8h9',
  shield: 'M8 2.2 13 4v4c0 3-2.2 5-5 6-2.8-1-5-3-5-6V4Z',
  up: 'M8 12.5v-9M4.5 7 8 3.5 11.5 7',
  down: 'M8 3.5v9M4.5 9 8 12.5 11.5 9',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  search: 'M7 11.5A4.5 4.5 0 1 0 7 2.5a4.5 4.5 0 0 0 0 9ZM10.3 10.3 13.5 13.5',
  person: 'M8 8a2.6 2.6 0 1 0 0-5.2A2.6 2.6 0 0 0 8 8ZM3 13.5c.5-2.4 2.5-3.7 5-3.7s4.5 1.3 5 3.7',
} as const

export type IconName = keyof typeof PATHS

/** Decoration beside a word, never instead of one. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      aria-hidden="true"
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
