import { plainText } from './plainText.ts'

/** Below a field: where its value goes, and what it means where that is told. */
export function hintOf(place: string, description: string | undefined): string {
  return [place, description === undefined ? '' : plainText(description)].filter(Boolean).join(' · ')
}
