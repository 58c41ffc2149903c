import type { ComponentType } from 'react'

/** The states of a part, by the name of its file in `ui/`. */
export type Stories = Readonly<Record<string, ComponentType>>
