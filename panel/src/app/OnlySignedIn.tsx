import { type ReactNode, useEffect } from 'react'
import { loginPath } from '../features/session/loginPath.ts'
import { isSignedOut } from '../lib/session.ts'
import { Loading } from '../ui/Loading.tsx'

/** A page that is somebody's own: whoever comes to it signed out, from an open page, signs in first. */
export function OnlySignedIn({ children }: { readonly children: ReactNode }) {
  const signedOut = isSignedOut()
  useEffect(() => {
    if (signedOut) window.location.replace(loginPath())
  }, [signedOut])
  return signedOut ? <Loading lines={5} /> : children
}
