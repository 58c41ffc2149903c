import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { names } from '../kit/accept.ts'
import type { HttpContext } from '../kit/context.ts'
import { sendVersions } from '../kit/identity-versions.ts'
import { RequestError } from '../kit/request-error.ts'
import { type PanelFile, signedOutCopy } from './files.ts'
import { setPageHeaders } from './headers.ts'
import { html } from './html.ts'
import { loginPath } from './next-path.ts'
import { sendPage } from './page.ts'
import { addVary, sendFile } from './send-file.ts'
import { visitorOf } from './visitor.ts'

type Files = ReadonlyMap<string, PanelFile>

const INDEX = '/index.html'

/** Pages that need no sign-in: whoever decides for or against an API reads about it first. */
const OPEN_PAGES = /^\/apis(?:[/?]|$)/

/** What the page asks first, asked while its program is still on its way. */
const SESSION_FIRST = '</api/v1/session>; rel=preload; as=fetch; crossorigin'

const NOT_BUILT = {
  title: 'The panel is not built',
  body: html`<p>The server runs, but its pages have not been built yet. In the checkout, run
<code>npm start</code>, or build them alone with <code>npx vite build panel</code>; then start again.</p>`,
}

/** The panel itself: one document for every address that nobody else answers. */
export function appPages(app: FastifyInstance, context: HttpContext, files: Files): void {
  const index = files.get(INDEX)
  const documents = { signedIn: index, signedOut: index && signedOutCopy(index) }
  for (const file of files.values()) {
    if (file.path === INDEX) continue
    app.get(file.path, async (request, reply) => sendFile(request, reply, file))
  }
  app.get('/', async (request, reply) => {
    addVary(reply, 'Accept')
    if (names(request.headers.accept, 'text/html')) return sendApp(context, request, reply, documents)
    return sendVersions(request, reply, context.publicUrl)
  })
  app.setNotFoundHandler(async (request, reply) => {
    const isPage = request.method === 'GET' && names(request.headers.accept, 'text/html')
    if (!isPage) throw new RequestError('not_found', 'There is nothing at this address.')
    return sendApp(context, request, reply, documents)
  })
}

interface Documents {
  readonly signedIn: PanelFile | undefined
  readonly signedOut: PanelFile | undefined
}

async function sendApp(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  documents: Documents,
): Promise<FastifyReply> {
  const isVisitor = (await visitorOf(context, request)) !== null
  if (!isVisitor && !OPEN_PAGES.test(request.url)) return reply.redirect(loginPath(request.url), 303)
  const index = isVisitor ? documents.signedIn : documents.signedOut
  if (!index) return sendPage(context, reply, 503, NOT_BUILT)
  setPageHeaders(context, reply)
  if (isVisitor) reply.header('Link', SESSION_FIRST)
  return sendFile(request, reply, index)
}
