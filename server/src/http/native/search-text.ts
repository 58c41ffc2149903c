import { z } from 'zod'

/** Spelt out: validators in other languages do not know `\P{Cc}`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are to be kept out
const NO_CONTROLS = /^[^\u0000-\u001f\u007f-\u009f]*$/

/** A part of a name or address to look for. */
export const SearchText = z.string().max(254).regex(NO_CONTROLS)
