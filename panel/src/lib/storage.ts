/** Preferences of this browser. Never holds a secret. Storage may be switched off: then nothing is remembered. */
export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(`keyward.${name}`)
  } catch {
    return null
  }
}

export function store(name: string, value: string): void {
  try {
    localStorage.setItem(`keyward.${name}`, value)
  } catch {
    // The choice then holds until the page is left.
  }
}
