import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Config } from '../../config/config.ts'
import { type Finding, ok, warn } from './finding.ts'

const PANEL = fileURLToPath(new URL('../../../../panel/dist/index.html', import.meta.url))

export function lookAtSettings(config: Config): readonly Finding[] {
  const warnings = [...config.warnings, ...publicUrlWarnings(config)].map((text) => warn('settings', text))
  return warnings.length > 0 ? warnings : [ok('settings', 'All settings can be used.')]
}

function* publicUrlWarnings({ publicUrl, tls, trustedProxies }: Config): Generator<string> {
  if (publicUrl?.startsWith('http://') && tls) {
    yield 'KEYWARD_PUBLIC_URL begins with http:// but the listener speaks TLS: write https:// there.'
  }
  if (publicUrl?.startsWith('https://') && !tls && trustedProxies.length === 0) {
    yield 'KEYWARD_PUBLIC_URL begins with https:// and nothing here speaks TLS, so a proxy must: name its address in ' +
      'KEYWARD_TRUSTED_PROXIES, or every client will look like the proxy.'
  }
}

export function lookAtProgram(panel = PANEL): readonly Finding[] {
  return [
    ok('node', `Node ${process.versions.node}.`),
    existsSync(panel)
      ? ok('panel', 'The panel is built.')
      : warn('panel', 'The panel is not built: "npm start" builds it. Every API works without it.'),
  ]
}
