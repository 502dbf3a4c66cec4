import { canonicalJson, digestOf } from './canonical.ts'
import type { CaseServiceView } from './case.ts'
import type { CaseServiceId, SignatureId } from './ids.ts'
import type { Representative } from './representative.ts'

/** Something that is signed for a service: what the citizen declares, and where it is asked for. */
export interface SigningDocument {
  readonly id: string
  readonly title: string
  readonly statement: string
  readonly source: string
}
/** By service; a service without an entry needs no signature. */
export type SigningDocuments = Readonly<Record<string, readonly SigningDocument[]>>

/** What was said to a document (design 2-domain). Before anything was said there is no signature; `void`: answers changed since. */
export type SignatureState = 'valid' | 'refused' | 'void'

/** A point of the pen: place in pixels of the pad, pressure 0 to 100, milliseconds since the first point. */
export type PenPoint = readonly [x: number, y: number, pressure: number, time: number]
export interface PadStrokes {
  readonly width: number
  readonly height: number
  readonly lines: readonly (readonly PenPoint[])[]
}

export interface SignatureView {
  readonly id: SignatureId
  readonly caseService: CaseServiceId
  readonly document: string
  /** As it was called when it was signed. */
  readonly title: string
  readonly state: SignatureState
  readonly signer: string
  readonly representative: Omit<Representative, 'name'> | null
  /** Why somebody could not sign by hand; whoever took it is the witness. */
  readonly unable: string | null
  /** Why it was refused. */
  readonly reason: string | null
  readonly at: string
  readonly byName: string
  /** `screen`: by the citizen on the own screen; whoever put it there is the witness. */
  readonly how: 'desk' | 'screen'
  readonly voidAt: string | null
  /** {@link signingHash} of what was signed. */
  readonly hash: string
  readonly strokes: PadStrokes | null
}

/** SHA-256 (hex) of what is signed: the declaration and the snapshot of the answers (`sealed`). */
export function signingHash(caseService: CaseServiceId, document: SigningDocument, snapshot: string): string {
  const { id, title, statement } = document
  return digestOf(
    canonicalJson({ format: 'lotse.signing.v1', caseService, document: id, title, statement, snapshot }),
  )
}

/** Less than this is a slip of the pen: points in all, and pixels from corner to corner of what was drawn. */
const fewest = 8
const smallest = 40

/** Whether somebody really wrote something. */
export function isWritten({ lines }: PadStrokes): boolean {
  const points = lines.flat()
  if (points.length < fewest) return false
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return Math.hypot(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) >= smallest
}

/** Whether a service may be signed now: checked, and released where that is needed. */
export function readyToSign({ mode, state }: Pick<CaseServiceView, 'mode' | 'state'>): boolean {
  return state === 'signed_off' || (mode === 'independent' && state === 'prechecked')
}

/** The last word on a document; nothing was said yet: undefined. */
export function latestFor(
  signatures: readonly SignatureView[],
  caseService: CaseServiceId,
  document: string,
): SignatureView | undefined {
  return signatures.findLast((one) => one.caseService === caseService && one.document === document)
}
