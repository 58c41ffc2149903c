import fc from 'fast-check'

/**
 * Of all of Unicode, for `fc.string({ unit })`. fast-check's own `binary` is the same, but first makes a table of all
 * there are, which takes a second in every process.
 */
export const anyCharacter = fc
  .oneof(fc.nat(0xff), fc.nat(0xd7ff), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code))
