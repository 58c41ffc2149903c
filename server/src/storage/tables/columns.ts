export type Bit = 0 | 1

export function bit(value: boolean): Bit {
  return value ? 1 : 0
}

export function optionalBit(value: boolean | undefined): Bit | undefined {
  return value === undefined ? undefined : bit(value)
}
