import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { PersonId } from '#shared/model/ids.ts'
import { linkContent } from './audit/audit-chain.ts'
import { readConfig } from './config.ts'
import { commandSentences as say } from './district/command-sentences.ts'
import { demoDistrict, demoText } from './district/demo-district.ts'
import { DistrictBook } from './district/district-book.ts'
import { changesBetween } from './district/district-changes.ts'
import { DistrictFault, problemLine } from './district/district-fault.ts'
import { schemaText } from './district/district-schema-text.ts'
import { readDistrict } from './district/load-district.ts'
import { UnitOfWork } from './gateway/unit-of-work.ts'
import { newOneTimePassword } from './identity/account-people.ts'
import { hashPassword } from './identity/session-service.ts'
import type { Act, Acts, Tx } from './platform/act.ts'
import { systemClock } from './platform/clock.ts'
import { jsonLog } from './platform/log.ts'
import { sha256Hex } from './platform/sha256.ts'
import { StartRefused } from './platform/start-refused.ts'
import { accountStore } from './store/account-store.ts'
import { openDatabase } from './store/database.ts'
import { districtStore } from './store/district-store.ts'
import { ledgerStore } from './store/ledger-store.ts'
import { settingStore } from './store/setting-store.ts'
import { transactionsOf } from './store/transactions.ts'

// `node dist/server/district.js export|import|create|password|schema [file or login]` with the server's settings; the embedded store must not be in use.

async function main([what, name]: readonly string[]): Promise<string> {
  if (what === 'schema') return schemaText()
  if (what === 'export') {
    const text = await over((acts) => acts.read(exported))
    return name === undefined ? text : written(name, text)
  }
  if (what === 'import' && name !== undefined) {
    const file = textOf(name)
    const loaded = readDistrict(basename(name), file)
    return over((acts) => acts.run(null, (act) => imported(act, file, loaded)))
  }
  if (what === 'create' && name !== undefined)
    return over((acts) => acts.run(null, (act) => created(act, name)))
  if (what === 'password' && name !== undefined)
    return over((acts) => acts.run(null, (act) => reset(act, name)))
  throw new StartRefused(say.howToCall)
}

/** The file of the version in force. */
async function exported(tx: Tx): Promise<string> {
  const seq = await districtStore.inForce(tx)
  if (seq !== null) return (await districtStore.body(tx, seq)) ?? ''
  const known = await settingStore.get(tx, 'district')
  if (known?.['demo'] !== true) throw new StartRefused(say.noDistrict)
  return demoText()
}

/** Into an empty store: in force at once, with an account for everybody. Otherwise: a proposal for the administration. */
async function imported(act: Act, body: string, loaded: ReturnType<typeof readDistrict>): Promise<string> {
  const known = await settingStore.get(act.tx, 'district')
  const version = { body, sha256: sha256Hex(body), note: 'Betrieb', proposedBy: null, proposedAt: act.at }
  if (known) {
    const book = new DistrictBook(districtStore, known['demo'] === true ? demoDistrict().loaded() : null)
    await book.refresh(act.tx)
    if (changesBetween(book.loaded(), loaded).length === 0) throw new StartRefused(say.unchanged)
    const open = { ...version, state: 'proposed', base: book.seq, decidedAt: null } as const
    const seq = await districtStore.insert(act.tx, open)
    if (seq === undefined) throw new StartRefused(say.proposalOpen)
    act.record({ action: 'district.proposed', subject: String(seq), detail: { sha256: version.sha256 } })
    act.announce('district/current', 'district.changed', {})
    return `${say.proposed(seq)}\n`
  }
  const { district } = loaded
  const seq = await districtStore.insert(act.tx, {
    ...version,
    state: 'released',
    base: null,
    decidedAt: act.at,
  })
  const lines: string[] = []
  for (const { id, login, name } of district.staff) {
    const password = newOneTimePassword()
    const passwordHash = await hashPassword(password)
    await accountStore.insert(act.tx, { person: id, login, passwordHash, active: true, oneTime: true })
    lines.push(`${login.padEnd(24)} ${password}   ${name}`)
  }
  await settingStore.set(act.tx, 'district', { demo: false, name: district.name })
  act.record({ action: 'district.imported', subject: String(seq), detail: { sha256: version.sha256 } })
  const administrators = district.staff.filter(({ roles }) => roles.includes('administrator')).length
  const hint = administrators < 2 ? [say.oneAdministrator] : []
  return `${[say.imported(district.name, lines.length), ...lines, say.firstSignIn, ...hint].join('\n')}\n`
}

/** The account of somebody in the district who never signed in, with a fresh one-time password. */
async function created(act: Act, wanted: string): Promise<string> {
  const login = wanted.trim().toLowerCase()
  const known = await settingStore.get(act.tx, 'district')
  if (!known) throw new StartRefused(say.noDistrict)
  const book = new DistrictBook(districtStore, known['demo'] === true ? demoDistrict().loaded() : null)
  await book.refresh(act.tx)
  const person = book.current().staff.find((one) => one.login === login)
  if (!person) throw new StartRefused(say.nobodyCalled(wanted))
  const password = newOneTimePassword()
  const passwordHash = await hashPassword(password)
  const account = await accountStore.byLogin(act.tx, login)
  if (!account)
    await accountStore.insert(act.tx, { person: person.id, login, passwordHash, active: true, oneTime: true })
  else if ((await accountStore.unused(act.tx)).has(account.person))
    await accountStore.setPassword(act.tx, account.person, passwordHash, true)
  else throw new StartRefused(say.accountUsed(login))
  act.record({ action: account ? 'account.password_issued' : 'account.opened', subject: person.id })
  return `${say.created(login, password)}\n`
}

/** A new one-time password for somebody who lost theirs. */
async function reset(act: Act, login: string): Promise<string> {
  const account = await accountStore.byLogin(act.tx, login.trim().toLowerCase())
  if (!account) throw new StartRefused(say.noLogin(login))
  const password = newOneTimePassword()
  const person: PersonId = account.person
  await accountStore.setPassword(act.tx, person, await hashPassword(password), true)
  await accountStore.endAll(act.tx, person, act.at)
  act.record({ action: 'account.password_issued', subject: person })
  return `${say.password(account.login, password)}\n`
}

async function over(work: (acts: Acts) => Promise<string>): Promise<string> {
  const config = readConfig(process.env)
  const log = jsonLog('warn', process.stderr)
  const database = await openDatabase({
    ...(config.databaseUrl === null ? {} : { databaseUrl: config.databaseUrl }),
    dataDir: config.dataDir,
    log,
    clock: systemClock,
    onFatal: stop,
  })
  const ledger = ledgerStore({ content: linkContent, payload: sha256Hex })
  const nobody = () => ''
  try {
    return await work(
      new UnitOfWork(transactionsOf(database), ledger, systemClock, log, () => undefined, nobody),
    )
  } finally {
    await database.close()
  }
}

function written(name: string, text: string): string {
  try {
    writeFileSync(name, text)
  } catch {
    throw new StartRefused(say.notWritten(name))
  }
  return `${say.exported(name)}\n`
}

function textOf(name: string): string {
  try {
    return readFileSync(name === '-' ? 0 : name, 'utf8')
  } catch {
    throw new StartRefused(say.noFile(name))
  }
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

main(process.argv.slice(2)).then(
  (text) => process.stdout.write(text),
  (error: unknown) => {
    if (error instanceof DistrictFault)
      stop(
        [
          say.refused(error.problems.length),
          ...error.problems.map((one) => problemLine(error.file, one)),
        ].join('\n'),
      )
    if (error instanceof StartRefused) stop(error.message)
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exit(1)
  },
)
