import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { closeCodes, type Audience } from '#shared/contract/document-contract.ts'
import type { CaseId, PersonId, SessionId } from '#shared/model/ids.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Log } from '#server/platform/log.ts'
import * as Y from 'yjs'
import { rate } from './connection.ts'
import type {
  DocumentAccess,
  DocumentCounters,
  DocumentName,
  DocumentRecords,
  FormPlans,
} from './document-port.ts'
import { nameOf } from './document-name.ts'
import { Folder } from './folder.ts'
import type { Folding } from './fold-thread.ts'
import { DocumentGateway } from './gateway.ts'
import { GroupCommit } from './group-commit.ts'
import { DocumentProtocol, type Traveller } from './protocol.ts'
import { ping } from './frames.ts'
import type { Room, RoomConnection } from './room.ts'
import { Rooms } from './rooms.ts'

export interface DocumentsOptions {
  readonly records: DocumentRecords
  readonly access: DocumentAccess
  readonly plans: FormPlans
  readonly folding: Folding
  readonly clock: Clock
  readonly log: Log
  readonly counters: DocumentCounters
  /** Whether a page of this Origin may connect; undefined: no browser. Refused before the upgrade. */
  readonly allowedOrigin: (origin: string | undefined) => boolean
  /** People changed a shared document; told after the change is stored, once per commit. */
  readonly changed: (name: DocumentName) => void
}

/** What stands in a document and where its log was then. */
export interface DocumentContent {
  /** Chained hash over all updates ever committed, hex. */
  readonly head: string
  readonly headSeq: number
  /** Root name → JSON; texts as strings. */
  readonly roots: Readonly<Record<string, unknown>>
}

/** Whose connections end; every field that is given must match. */
export interface Revocation {
  readonly person?: PersonId
  readonly session?: SessionId
  readonly case?: CaseId
}
const revocationCodes = {
  'signed-out': closeCodes.signedOut,
  forbidden: closeCodes.forbidden,
  'generation-gone': closeCodes.generationGone,
} as const
export type RevocationReason = keyof typeof revocationCodes

/** Every so many milliseconds budgets are refilled and quiet documents put away. */
const tick = 1_000
/** In so many ticks every connection is asked once for a sign of life, some at each: all at once would hold the others up. */
const beats = 10
/** Nothing heard for so long: gone. */
const deadAfter = 30_000
const drainAtMost = 6_000

/** The live documents of the desk: the one thing the wiring constructs. */
export class Documents {
  private readonly rooms: Rooms
  private readonly protocol: DocumentProtocol
  private readonly commits: GroupCommit<Room>
  private readonly folder: Folder
  private readonly gateway: DocumentGateway
  private stopTicking: (() => void) | undefined
  private ticks = 0

  constructor(private readonly options: DocumentsOptions) {
    const { records, plans, clock, log, counters, folding } = options
    this.protocol = new DocumentProtocol(
      () => this.commits,
      (room) => this.folder.add(room),
      clock,
      counters,
    )
    this.rooms = new Rooms(records, plans, clock, (traveller) => this.protocol.queue(traveller))
    this.commits = new GroupCommit<Room>(
      records,
      (seq, batch) => this.committed(seq, batch as readonly Traveller[]),
      clock,
      log,
      counters,
    )
    this.folder = new Folder(records, folding, (except) => this.rooms.trimmable(except), log, counters)
    this.gateway = new DocumentGateway(options, this.rooms, this.protocol)
  }

  private committed(seq: number | null, batch: readonly Traveller[]): void {
    if (seq !== null) this.rooms.lastSeq = seq
    this.protocol.committed(seq, batch)
    const changed = new Set(batch.flatMap(({ room, part, from }) => (part && from ? [room] : [])))
    for (const { name } of changed) if (name.audience === 'shared') this.options.changed(name)
  }

  /** Reads what a former process left in the journal; nothing is served before. Folds it in the background. */
  async start(): Promise<void> {
    const names = await this.rooms.recover()
    this.tick()
    void this.foldLeftovers(names)
  }

  private async foldLeftovers(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const name = nameOf(`/sync/${key}`)
      if (name === undefined) continue
      try {
        this.folder.add(await this.rooms.enter(name))
        await this.folder.idle()
      } catch (error) {
        this.options.log.fault('documents.recover', error)
      }
    }
  }

  /** An upgrade request for `/sync/…`; refusals come as close codes before any frame. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.gateway.handleUpgrade(request, socket, head)
  }

  /** A right ended: fence, then close, within the turn. */
  revoke(which: Revocation, reason: RevocationReason): void {
    const matches = ({ person, session }: { person: PersonId; session: SessionId }, name: DocumentName) =>
      (which.person === undefined || which.person === person) &&
      (which.session === undefined || which.session === session) &&
      (which.case === undefined || which.case === name.case)
    this.gateway.revokeOpening(matches, revocationCodes[reason])
    for (const connection of this.connections()) {
      if (matches(connection.principal, connection.room.name)) this.end(connection, reason)
    }
  }

  private end(connection: RoomConnection, reason: RevocationReason): void {
    this.protocol.fence(connection, 'revoked', reason)
    connection.close(revocationCodes[reason], reason)
  }

  /** Whose sessions hold a document open: they may end with time. */
  sessions(): Set<SessionId> {
    return new Set(this.connections().map(({ principal }) => principal.session))
  }

  /** Asks again for every connection (of a case) whether it may stay and write; ends those which may not. */
  async recheck(caseId?: CaseId): Promise<void> {
    const { access } = this.options
    const concerned = this.connections().filter(
      ({ room }) => caseId === undefined || room.name.case === caseId,
    )
    await Promise.all(
      concerned.map(async (connection) => {
        const opening = await access.recheck(connection.principal, connection.room.name)
        if (!opening.ok) {
          this.protocol.fence(connection, 'revoked', 'right ended')
          connection.close(opening.close, 'right ended')
        } else if (connection.canWrite && !opening.canWrite) {
          connection.canWrite = false
          this.protocol.fence(connection, 'read-only', 'right ended')
        }
      }),
    )
  }

  /** After `service:add`: the fields of its form are created and stored when this resolves. */
  ensureForms(caseId: CaseId): Promise<void> {
    return this.rooms.ensureForms(caseId)
  }

  /** What is committed, as plain values. Loads the document when it is not open: never inside a transaction. */
  async read(caseId: CaseId, audience: Audience, generation: number): Promise<DocumentContent> {
    const room = await this.rooms.enter({ case: caseId, audience, generation })
    const { headSeq } = room
    const head = Buffer.from(room.head).toString('hex')
    const doc = new Y.Doc()
    Y.applyUpdate(doc, room.missing(new Map()))
    if (audience === 'shared') {
      doc.getMap('forms')
      doc.getArray('remarks')
    } else doc.getArray('notes')
    const roots = doc.toJSON() as Record<string, unknown>
    doc.destroy()
    return { head, headSeq, roots }
  }

  /**
   * The case is sealed: its documents close for everybody (4409) and are gone from memory, store and, with the next fold of
   * their neighbours, from the journal. The rights must say no before, or somebody opens them again.
   */
  async forget(caseId: CaseId): Promise<void> {
    this.revoke({ case: caseId }, 'generation-gone')
    await this.commits.idle()
    await this.folder.idle()
    this.rooms.drop(caseId)
    await this.options.records.forget(caseId)
    await this.options.records.fold([], this.rooms.trimmable(new Map()))
  }

  /** Resolves when everything accepted is stored and everything stored is folded as far as it is due. */
  async settle(): Promise<void> {
    await this.commits.idle()
    await this.folder.idle()
  }

  /** Numbers for operators. */
  gauges(): {
    readonly rooms: number
    /** Documents nobody has open that are still in memory. */
    readonly asleep: number
    readonly connections: number
    readonly backlogBytes: number
    readonly storeAway: boolean
  } {
    const open = [...this.rooms.all()]
    const connections = open.reduce((sum, room) => sum + room.connections.size, 0)
    return {
      rooms: open.length,
      asleep: this.rooms.sleeping,
      connections,
      backlogBytes: this.commits.backlog,
      storeAway: this.commits.away,
    }
  }

  /** SIGTERM: fence, store what is under way, acknowledge it, close 4503. At most {@link drainAtMost} ms. */
  async drain(): Promise<void> {
    this.protocol.draining = true
    this.stopTicking?.()
    for (const connection of this.connections()) this.protocol.fence(connection, 'draining', 'restart')
    const late = new Promise<void>((resolve) => {
      const cancel = this.options.clock.wakeAt(
        new Date(this.options.clock.now().getTime() + drainAtMost),
        resolve,
      )
      void this.commits.idle().then(cancel)
    })
    await Promise.race([this.commits.idle(), late])
    for (const connection of this.connections()) connection.close(closeCodes.draining, 'restart')
    await Promise.race([this.folder.close(), late])
    await this.options.folding.close()
    this.gateway.close()
  }

  private connections(): RoomConnection[] {
    return [...this.rooms.all()].flatMap((room) => [...room.connections])
  }

  private tick(): void {
    const { clock } = this.options
    const now = clock.now().getTime()
    this.stopTicking = clock.wakeAt(new Date(now + tick), () => {
      this.rooms.tend((room) => this.folder.add(room))
      this.look()
      this.tick()
    })
  }

  private look(): void {
    const now = this.options.clock.now().getTime()
    const beat = this.ticks++ % beats
    for (const connection of this.connections()) {
      connection.messages = Math.min(connection.messages + rate.messages, rate.messages * rate.seconds)
      connection.bytes = Math.min(connection.bytes + rate.bytes, rate.bytes * rate.seconds)
      if (connection.place % beats !== beat) continue
      if (now - connection.heardAt > deadAfter) connection.cut()
      connection.tell(ping(0))
      connection.beat()
    }
  }
}
