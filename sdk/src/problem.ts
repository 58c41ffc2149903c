/** RFC 9457. `code` is stable, `field` names the member at fault. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly field?: string
  readonly requestId: string
}
