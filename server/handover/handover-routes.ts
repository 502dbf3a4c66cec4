import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { BundleFile } from '#shared/model/handover.ts'
import type { HandoverId } from '#shared/model/ids.ts'
import type { Principal } from '#shared/model/principal.ts'
import type { Acts } from '#server/platform/act.ts'
import { Refused } from '#server/platform/refused.ts'
import { zipOf, type ZipEntry } from './bundle-zip.ts'
import type { InboxService } from './inbox-service.ts'
import { messageName, primaryNamesOf } from './xdomea-message.ts'

export interface HandoverRouteParts {
  readonly inbox: InboxService
  readonly acts: Acts
  /** Who is signed in. @throws Refused `E_NOT_ADMITTED` */
  readonly signedIn: (request: FastifyRequest) => Promise<Principal>
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * `GET /api/handovers/<id>/files/<sha256>`, `/bundle.zip` (everything with its manifest) and `/xdomea.zip` (the message with
 * its primary documents). As attachment, sandboxed, audited; what is not one's own is unknown.
 */
export function addHandoverRoutes(http: FastifyInstance, parts: HandoverRouteParts): void {
  http.get<{ Params: { id: string; sha256: string } }>(
    '/api/handovers/:id/files/:sha256',
    async (request, reply) => {
      const principal = await parts.signedIn(request)
      return audited(parts.acts, principal, async () => {
        const id = handoverOf(request.params.id)
        const { file, name } = await parts.inbox.takenFile(principal, id, request.params.sha256)
        const content = await contentOf(parts.inbox, file)
        return asAttachment(reply, name, file.type).send(content)
      })
    },
  )
  http.get<{ Params: { id: string; what: string } }>('/api/handovers/:id/:what', async (request, reply) => {
    const principal = await parts.signedIn(request)
    return audited(parts.acts, principal, async () => {
      const { what } = request.params
      if (what !== 'bundle.zip' && what !== 'xdomea.zip') throw new Refused('E_NOT_FOUND', 'handover-unknown')
      const found = await parts.inbox.taken(principal, handoverOf(request.params.id), what)
      const names = what === 'xdomea.zip' ? primaryNamesOf(found) : namesOf(found.files)
      const entries = names.map(({ file, name }): ZipEntry => ({
        name,
        read: () => contentOf(parts.inbox, file),
      }))
      const title =
        what === 'xdomea.zip'
          ? `${messageName(found.id)}.zip`
          : `uebergabe-${found.number.replace('/', '-')}.zip`
      return asAttachment(reply, title, 'application/zip').send(Readable.from(zipOf(entries, found.at)))
    })
  })
}

const namesOf = (files: readonly BundleFile[]) => files.map((file) => ({ file, name: file.name }))

function handoverOf(id: string): HandoverId {
  if (!uuidPattern.test(id)) throw new Refused('E_NOT_FOUND', 'handover-unknown')
  return id as HandoverId
}

async function contentOf(inbox: InboxService, file: BundleFile): Promise<Buffer> {
  const content = await inbox.read(file)
  if (!content) throw new Refused('E_STORE', 'handover-content')
  return content
}

function asAttachment(reply: FastifyReply, name: string, type: string): FastifyReply {
  const ascii = name.replaceAll(/[^\w. -]/g, '_')
  return reply.headers({
    'content-type': type,
    'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
}

/** A right that was missing leaves a row. */
async function audited<T>(acts: Acts, principal: Principal, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refused && (error.code === 'E_NOT_FOUND' || error.code === 'E_FORBIDDEN')) {
      const detail = { code: error.code, reason: error.reason }
      await acts.run(principal, async (act) =>
        act.record({ action: 'handover:file', outcome: 'refused', detail }),
      )
    }
    throw error
  }
}
