import { FakeLink } from './fake-link.ts'

/**
 * The link every component of a story gets. A file of its own: tests mock `#client/link/desk-link.ts` with it, and a mock that
 * imported the components would wait for itself.
 */
export const stage: { link: FakeLink } = { link: new FakeLink() }
