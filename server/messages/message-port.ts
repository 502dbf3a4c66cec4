/** A file that goes along with a mail. */
interface Attachment {
  readonly name: string
  readonly type: string
  readonly content: string
}

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly attachments: readonly Attachment[]
}

/** Up to a few parts of 160 characters; the gateway cuts it. */
export interface ShortMessage {
  /** E.164 or as dialled in the country of the office. */
  readonly to: string
  readonly text: string
}

/** How messages leave the house. Null: not set up. `simulated`: nothing leaves, it lies in a folder. */
export interface Messenger {
  readonly mail: Way<Mail> | null
  readonly sms: Way<ShortMessage> | null
}

export interface Way<Message> {
  readonly simulated: boolean
  /** Resolves when the next station took it over. @throws Error when it did not */
  send(message: Message): Promise<void>
}
