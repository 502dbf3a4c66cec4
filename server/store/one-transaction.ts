import {
  DummyDriver,
  Transaction,
  type CompiledQuery,
  type Dialect,
  type Kysely,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import { statementName } from '#server/store/statement-names.ts'
import { codeOf } from '#server/store/store-errors.ts'
import type { Tables } from '#server/store/tables.ts'

/** SQLSTATE in_failed_sql_transaction. */
const aborted = '25P02'

/** What belongs to a transaction but its connection; the same for all of a store. */
export interface Ground {
  readonly pool: pg.Pool
  readonly kysely: Kysely<Tables>
  readonly dialect: Dialect
}

/**
 * Runs `work` between BEGIN and COMMIT. Statements are pipelined: each is written to the store when it is executed, in that
 * order, whether or not somebody waits for the one before; BEGIN goes with the first, COMMIT with what `last` sends. So a
 * transaction costs as many ways to the store and back as its work has to wait for. A statement that failed dooms it,
 * also when nobody waited for its answer.
 * @param last sends its one statement before it waits for anything; COMMIT follows it at once.
 */
export async function inTransaction<T, L>(
  ground: Ground,
  work: (trx: Transaction<Tables>) => Promise<T>,
  last: (trx: Transaction<Tables>) => Promise<L>,
): Promise<{ value: T; closed: L }> {
  const client = await ground.pool.connect()
  const line = new Line(client)
  let lost: Error | undefined
  try {
    line.send('begin')
    const trx = transactionOn(line, ground)
    const value = await work(trx)
    const closing = last(trx)
    const committed = line.end('commit')
    // Both are waited for, so that the connection is quiet before somebody else gets it.
    const [closed, commit] = await Promise.allSettled([closing, committed])
    if (line.failure !== undefined) throw line.failure
    if (closed.status === 'rejected') throw closed.reason
    if (commit.status === 'rejected') throw commit.reason
    if (commit.value.command !== 'COMMIT') throw new Error('The store rolled a transaction back unasked')
    return { value, closed: closed.value }
  } catch (error) {
    lost = await line.rollBack()
    // What came after the failure was only told that the transaction is aborted.
    throw codeOf(error) === aborted ? line.failure : error
  } finally {
    client.release(lost)
  }
}

/** Like {@link inTransaction} for what writes nothing: nobody waits for the COMMIT. */
export async function inReading<T>(
  ground: Ground,
  work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  const client = await ground.pool.connect()
  const line = new Line(client)
  try {
    line.send('start transaction isolation level repeatable read read only')
    const value = await work(transactionOn(line, ground))
    if (line.failure !== undefined) throw line.failure
    return value
  } finally {
    line.end('commit').catch(() => undefined)
    client.release()
  }
}

/** The statements of one transaction on their way to the store, in the order they are executed. */
class Line {
  /** The first statement that failed, waited for or not. */
  failure: Error | undefined
  #over = false

  constructor(private readonly client: pg.PoolClient) {}

  async #query<R>(text: string, values?: readonly unknown[]): Promise<pg.QueryResult<R & pg.QueryResultRow>> {
    try {
      if (values === undefined) return await this.client.query(text)
      const name = statementName(text)
      return await this.client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) })
    } catch (error) {
      this.failure ??= error instanceof Error ? error : new Error(String(error))
      throw error
    }
  }

  send(text: string): void {
    this.#query(text).catch(() => undefined)
  }

  end(text: 'commit' | 'rollback'): Promise<pg.QueryResult> {
    this.#over = true
    return this.#query(text)
  }

  /** @returns the error of a connection that is no use any more. */
  async rollBack(): Promise<Error | undefined> {
    try {
      await this.end('rollback')
      return undefined
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error))
    }
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#over) throw new TypeError('The transaction is over: a statement came after its COMMIT')
    const { command, rowCount, rows } = await this.#query<R>(query.sql, query.parameters)
    const counts = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(command)
    return counts ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows }
  }
}

/** Kysely's own transaction lets one statement wait for the other; this one writes each when it is executed. */
function transactionOn(line: Line, { kysely, dialect }: Ground): Transaction<Tables> {
  const connection = {
    executeQuery: <R>(query: CompiledQuery) => line.executeQuery<R>(query),
    streamQuery: () => {
      throw new TypeError('Rows of a transaction are not streamed')
    },
  }
  const executor = kysely
    .getExecutor()
    .withConnectionProvider({ provideConnection: (use) => use(connection) })
  return new Transaction<Tables>({ config: { dialect }, dialect, driver: new DummyDriver(), executor })
}
