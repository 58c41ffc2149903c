import { aliases } from './de/aliases.ts'

/** The German texts of the e-mail area. */
export const deEmail = {
  ...aliases,
}
