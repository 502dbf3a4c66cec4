import type { DeskLink } from '#client/link/desk-link.ts'

/**
 * Tells when another version of the district holds or a new day has begun: contracts, forms and rules may be others now. For
 * whoever has read something of it; the first reset only says that the stream is followed.
 */
export function onCatalogueChanged(link: DeskLink, run: () => void): () => void {
  let following = false
  return link.follow('district/current', {
    event: run,
    reset: () => {
      if (following) run()
      following = true
    },
  })
}
