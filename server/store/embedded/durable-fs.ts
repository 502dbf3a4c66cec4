import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** How often this thread asked the disk to keep something; grows by at least one file per commit. */
export const syncCount = { file: 0, directory: 0 }

interface Node {
  readonly parent: Node
}
interface Stream {
  readonly nfd?: number
  readonly node: Node
}
interface NodeOps {
  mknod(parent: Node, name: string, mode: number, dev: number): Node
  rename(node: Node, newParent: Node, newName: string): void
}
/** The part of Emscripten's NODEFS that the hooks replace. */
interface EmscriptenNodeFs {
  readonly node_ops: NodeOps
  readonly stream_ops: { write?: unknown; fsync?: (stream: Stream) => number }
  realPath(node: Node): string
}

/**
 * PGlite 0.5.16 never calls fsync on Node: it starts Postgres with -F, and Emscripten's NODEFS has no fsync. This file system
 * adds it, with the directory entries of created and renamed files (LWN 457667). Proven with simulated power cuts.
 */
export class DurableNodeFs extends NodeFS {
  /** @param syncFile flushes an open file by its handle; tests let it fail. */
  constructor(
    directory: string,
    private readonly syncFile: (handle: number) => void = fdatasyncSync,
  ) {
    super(directory)
  }

  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]): ReturnType<NodeFS['init']> {
    const ready = await super.init(pg, options)
    const hooks = ready.emscriptenOpts.preRun
    if (!Array.isArray(hooks)) throw new Error('PGlite starts differently: the durability hooks do not fit')
    hooks.push((module: unknown) =>
      addSyncHooks((module as { NODEFS: EmscriptenNodeFs }).NODEFS, this.syncFile),
    )
    return ready
  }
}

function addSyncHooks(fs: EmscriptenNodeFs, syncFile: (handle: number) => void): void {
  const { node_ops: nodes, stream_ops: streams } = fs
  if (!streams?.write || !nodes?.rename || !nodes.mknod) {
    throw new Error('The file system of PGlite changed: the durability hooks do not fit')
  }
  const fresh = new Set<string>()
  const mknod = nodes.mknod.bind(nodes)
  const rename = nodes.rename.bind(nodes)
  nodes.mknod = (parent, name, mode, dev) => {
    const node = mknod(parent, name, mode, dev)
    fresh.add(fs.realPath(node))
    return node
  }
  nodes.rename = (node, newParent, newName) => {
    const from = fs.realPath(node.parent)
    rename(node, newParent, newName)
    const to = fs.realPath(newParent)
    syncDirectory(to)
    if (from !== to) syncDirectory(from)
  }
  streams.fsync = (stream) => {
    const path = fs.realPath(stream.node)
    if (!stream.nfd) {
      syncDirectory(path)
      return 0
    }
    syncFile(stream.nfd)
    syncCount.file++
    if (fresh.delete(path)) syncDirectory(dirname(path))
    return 0
  }
}

/** Makes the names in a directory durable. */
export function syncDirectory(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
    syncCount.directory++
  } finally {
    closeSync(handle)
  }
}

/** `wal_sync_method` must be fsync: Emscripten's fdatasync is an empty call that reports success. */
const settings = ['fsync=on', 'synchronous_commit=on', 'wal_sync_method=fsync', 'shared_buffers=32MB']
export const durableStartParams: string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...settings.flatMap((setting) => ['-c', setting]),
]
