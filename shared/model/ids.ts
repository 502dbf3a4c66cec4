declare const brand: unique symbol

type Id<Kind extends string> = string & { readonly [brand]: Kind }

/** Ids of things made at run time are UUIDv7; ids of configured things (office, service, unit) are short lower-case slugs. */
export type CaseId = Id<'case'>
export type CaseServiceId = Id<'case-service'>
export type ConsultationId = Id<'consultation'>
export type EvidenceId = Id<'evidence'>
export type CallbackId = Id<'callback'>
export type PaymentId = Id<'payment'>
export type SignatureId = Id<'signature'>
export type HandoverId = Id<'handover'>
export type QuestionId = Id<'question'>
export type PersonId = Id<'person'>
export type SessionId = Id<'session'>
/** `<office>-<number>`: one workplace of an office. */
export type CounterId = Id<'counter'>
export type InvitationId = Id<'invitation'>
/** Somebody at a terminal asks for a person. */
export type HelpId = Id<'help'>
export type InterpreterId = Id<'interpreter'>
export type QueueTicketId = Id<'queue-ticket'>
/** One live connection (browser tab) of a person; the address of a WebRTC signal. */
export type LegId = Id<'leg'>
export type AuthorityId = Id<'authority'>
export type OfficeId = Id<'office'>
export type UnitId = Id<'unit'>
export type ServiceId = Id<'service'>
export type ContractId = Id<'contract'>
