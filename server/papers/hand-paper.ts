import type { FastifyReply } from 'fastify'

/** Answers with a PDF to be saved under a name without umlauts. */
export function handPaper(reply: FastifyReply, name: string, content: Buffer): FastifyReply {
  return reply
    .headers({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name}"`,
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    .send(content)
}
