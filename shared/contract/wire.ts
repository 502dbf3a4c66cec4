import { accessCommands } from './access-contract.ts'
import { auditCommands } from './audit-contract.ts'
import { barrierCommands } from './barrier-contract.ts'
import { caseCommands } from './case-contract.ts'
import { catalogueCommands } from './catalogue-contract.ts'
import { consultationCommands } from './consultation-contract.ts'
import { districtCommands } from './district-contract.ts'
import { dutyCommands } from './duty-contract.ts'
import { handoverCommands } from './handover-contract.ts'
import { helpCommands } from './help-contract.ts'
import { queueCommands } from './queue-contract.ts'
import { precheckCommands } from './precheck-contract.ts'
import { evidenceCommands } from './evidence-contract.ts'
import { retentionCommands } from './retention-contract.ts'
import { sealedCommands } from './sealed-contract.ts'
import { settlementCommands } from './settlement-contract.ts'
import { slipCommands } from './slip-contract.ts'
import { signatureCommands } from './signature-contract.ts'
import { streamCommands } from './stream-contract.ts'
import { terminalCommands } from './terminal-contract.ts'
import { interpreterCommands } from './interpreter-contract.ts'
import { guestCommands } from './guest-contract.ts'
import { visitCommands } from './visit-contract.ts'

/** Grows when a client of yesterday could misunderstand a server of today; sent as `auth.version`. */
export const protocolVersion = 1

/** Every command there is. A command missing in the rights table does not compile. */
export const commands = {
  ...accessCommands,
  ...auditCommands,
  ...barrierCommands,
  ...caseCommands,
  ...catalogueCommands,
  ...consultationCommands,
  ...districtCommands,
  ...dutyCommands,
  ...precheckCommands,
  ...evidenceCommands,
  ...sealedCommands,
  ...settlementCommands,
  ...slipCommands,
  ...signatureCommands,
  ...handoverCommands,
  ...retentionCommands,
  ...streamCommands,
  ...guestCommands,
  ...interpreterCommands,
  ...visitCommands,
  ...terminalCommands,
  ...helpCommands,
  ...queueCommands,
}

/** Largest Socket.IO packet in bytes. */
export const maxPacketBytes = 64 * 1024
