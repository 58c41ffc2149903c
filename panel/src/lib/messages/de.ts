import { common } from './de/common.ts'
import { shell } from './de/shell.ts'

/** Every German text but those of the e-mail area, which would be too much for one file to load. */
export const de = {
  ...common,
  ...shell,
}
