export type SessionNews =
  | { readonly kind: 'signed-in'; readonly userId: string }
  | { readonly kind: 'signed-out' }

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('keyward.session')

/** Tells the other tabs of this browser. */
export function tellOtherTabs(news: SessionNews): void {
  channel?.postMessage(news)
}

export function onNewsFromOtherTabs(listener: (news: SessionNews) => void): () => void {
  const receive = (event: MessageEvent<SessionNews>) => listener(event.data)
  channel?.addEventListener('message', receive)
  return () => channel?.removeEventListener('message', receive)
}
