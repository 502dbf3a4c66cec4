/** The server cannot start as things are; `message` is the one German sentence the operator gets, exit code 1. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused'
}
