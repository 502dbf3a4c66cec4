import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Refused } from '#server/platform/refused.ts'
import { StartRefused } from '#server/platform/start-refused.ts'
import type { CheckMessage } from './handover-port.ts'

const schemaFile = 'xdomea-Nachrichten-AbgabeDurchfuehren.xsd'

/** Says what is wrong with a message; empty for a good one. */
export type FaultsOfMessage = (xml: string) => readonly string[]

/**
 * The official schema of xdomea 3.0.0 from the operator's copy: `folder` holds `xdomea_3.0.0/` beside `xoev/`.
 * @throws StartRefused when it is not there.
 */
export async function readXdomeaSchema(folder: string): Promise<FaultsOfMessage> {
  const file = join(folder, 'xdomea_3.0.0', schemaFile)
  if (!existsSync(file))
    throw new StartRefused(
      `Die Einstellung XDOMEA_SCHEMA ist falsch: Im Ordner fehlt xdomea_3.0.0/${schemaFile}.`,
    )
  const xml = await import('libxml2-wasm')
  const { xmlRegisterFsInputProviders } = await import('libxml2-wasm/lib/nodejs.mjs')
  xmlRegisterFsInputProviders()
  const { readFileSync } = await import('node:fs')
  const document = xml.XmlDocument.fromBuffer(readFileSync(file), { url: file })
  const validator = xml.XsdValidator.fromDoc(document)
  return (text) => {
    try {
      const message = xml.XmlDocument.fromString(text)
      try {
        validator.validate(message)
      } finally {
        message.dispose()
      }
      return []
    } catch (error) {
      const details = (error as { details?: readonly { message: string }[] }).details ?? []
      return details.length > 0 ? details.map(({ message }) => message.trim()) : [String(error)]
    }
  }
}

/** With the operator's schema every message is checked before it leaves; without one nothing is. */
export function checkedBy(
  faults: FaultsOfMessage | null,
  log: (faults: readonly string[]) => void,
): CheckMessage {
  return async (xml) => {
    const found = faults?.(xml) ?? []
    if (found.length === 0) return
    log(found)
    throw new Refused('E_STATE', 'xdomea-invalid')
  }
}
