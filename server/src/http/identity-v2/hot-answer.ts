import type { ServerResponse } from 'node:http'
import { type HotAnswer, type HotParts, sendHot } from '../kit/hot-answer.ts'
import { ANSWER_HEADERS } from './headers.ts'

const FIXED = ['Content-Type', 'application/json; charset=utf-8', ...Object.entries(ANSWER_HEADERS).flat()]

/** Sends what the ordinary route would send, and tells of it. */
export function sendToken(
  parts: HotParts,
  response: ServerResponse,
  body: string,
  told: Pick<HotAnswer, 'method' | 'route' | 'startedAtMs'>,
): void {
  const requestId = parts.nextRequestId()
  const headers = [...FIXED, 'X-Trans-Id', requestId]
  sendHot(parts, response, { ...told, requestId, dialect: 'identity-v2.0', status: 200, headers, body })
}
