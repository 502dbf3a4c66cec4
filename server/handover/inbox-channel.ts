import type { HandoverChannel } from './handover-port.ts'

/** The built-in way: every authority of the district reads the inbox of this desk, so what is stored has arrived. */
export const inboxChannel: HandoverChannel = { deliver: () => Promise.resolve() }
