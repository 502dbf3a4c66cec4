import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import type { Messenger } from './message-port.ts'

/** Stands in for mail and short messages in the demo: everything lies in `DATA_DIR/outbox` as text, and the screen says so. */
export function outbox(dataDir: string): Messenger {
  const folder = join(dataDir, 'outbox')
  async function keep(content: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(join(folder, `${uuidv7()}.txt`), content, { mode: 0o600 })
  }
  return {
    mail: {
      simulated: true,
      send: ({ to, subject, text, attachments }) =>
        keep(
          [
            `An: ${to}`,
            `Betreff: ${subject}`,
            '',
            text,
            ...attachments.flatMap(({ name, content }) => ['', `--- ${name}`, content]),
          ].join('\n'),
        ),
    },
    sms: { simulated: true, send: ({ to, text }) => keep(`SMS an ${to}\n\n${text}`) },
  }
}
