/** What one look found. The text says what to do unless all is well. */
export interface Finding {
  readonly check: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly text: string
}

export function ok(check: string, text: string): Finding {
  return { check, status: 'ok', text }
}

export function warn(check: string, text: string): Finding {
  return { check, status: 'warn', text }
}

export function fail(check: string, text: string): Finding {
  return { check, status: 'fail', text }
}
