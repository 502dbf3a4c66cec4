/** Only a path of our own; anything else could lead away. */
export function safeReturn(path: unknown): string | null {
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) && !path.startsWith('/anmelden') ? path : null
}
