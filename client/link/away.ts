import type { Reply } from '#shared/contract/reply.ts'

/** No server has said this: the connection is away. */
export const away: Reply<never> = {
  ok: false,
  code: 'E_STORE',
  retry: true,
  message: 'Die Verbindung zum Server ist gerade weg. Ihre Eingaben sind nicht verloren.',
}
