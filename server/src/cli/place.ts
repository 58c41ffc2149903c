import type { Command, Place } from './command.ts'
import type { Input } from './input.ts'

export function placeOf(command: Command, input: Input): Place {
  return typeof command.place === 'function' ? command.place(input) : command.place
}
