import type { Migration } from '../migrate.ts'
import { up as initial } from './0001-initial.ts'

/** In order. A released migration is frozen. */
export const MIGRATIONS: readonly Migration[] = [{ number: 1, name: 'initial', up: initial }]
