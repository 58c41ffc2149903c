import type { FastifyReply } from 'fastify'
import type { HttpContext } from '../kit/context.ts'
import { setPageHeaders } from './headers.ts'
import { type Html, html } from './html.ts'
import { inGerman } from './languages/german.ts'
import { languageOf } from './languages/language.ts'

export interface Page {
  readonly title: string
  readonly body: Html
  /** One more than every page has; it works without. */
  readonly script?: string | null
  /** Where the name above leads. */
  readonly home?: string
  /** For more than a form of a few lines. */
  readonly wide?: boolean
}

/** Sends a page that the server makes itself, in the reader's language. Works without scripts and without the panel's build. */
export function sendPage(
  context: HttpContext,
  reply: FastifyReply,
  status: number,
  page: Page,
): FastifyReply {
  setPageHeaders(context, reply)
  const language = languageOf(reply.request)
  const document = String(documentOf(page, language))
  return reply
    .code(status)
    .header('Cache-Control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(language === 'de' ? inGerman(document) : document)
}

function documentOf({ title, body, script, home = '/', wide = false }: Page, language: string): Html {
  return html`<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Keyward</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/forms.css">
<script src="/theme.js"></script>
${script && html`<script src="${script}" defer></script>`}
</head>
<body${wide && html` class="wide"`}>
<header><a href="${home}">Keyward</a></header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`
}
