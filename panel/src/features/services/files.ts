import caddy from '../../../../examples/caddy/Caddyfile?raw'
import envoy from '../../../../examples/envoy/envoy.yaml?raw'
import express from '../../../../examples/express/server.mjs?raw'
import fastify from '../../../../examples/fastify/server.mjs?raw'
import nginx from '../../../../examples/nginx/nginx.conf?raw'
import traefik from '../../../../examples/traefik/dynamic.yml?raw'
import type { Snippet } from '../../ui/snippet.ts'

/** The examples of the repository, which its tests run. */
export const EXAMPLES: readonly Snippet[] = [
  { label: 'nginx', code: nginx },
  { label: 'Caddy', code: caddy },
  { label: 'Traefik', code: traefik },
  { label: 'Envoy', code: envoy },
  { label: 'Express', code: express },
  { label: 'Fastify', code: fastify },
]
