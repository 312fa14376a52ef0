// The data folder belongs to one process; a writing command given meanwhile is done by that process.
import assert from 'node:assert/strict'
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { demo, freePort, program, root, run, sql, startServer, tempFolder, tsubame } from '../support/harness.mjs'

let town
let server
const folder = tempFolder('tsubame-control')
const refused = (args, expect = 1) => run(program('tsubame'), args, { expect }).stderr
const enrol = (name, out = join(folder, `${name}.json`)) =>
  JSON.parse(tsubame(['gateway', 'enrol', '--data', town.data, '--site', 'n01', '--name', name, '--out', out, '--json']).stdout)

before(async () => {
  town = demo({ children: 20 })
  server = await startServer(town)
})

test('a second server on the same folder is refused in one sentence', async () => {
  const said = refused(['serve', '--data', town.data, '--listen', `127.0.0.1:${await freePort()}`])
  assert.match(said, /is in use by another tsubame; stop that one first/)
})

test('a port that is taken is refused in one sentence that names what to change', () => {
  const other = demo({ children: 5 })
  assert.match(refused(['serve', '--data', other.data, '--listen', `127.0.0.1:${server.port}`]), /in use by another program; .*--listen/)
})

test('an entrance is enrolled through the running server, with private credentials and an audit line', () => {
  assert.deepEqual(enrol('door-1'), { site: 'n01', gateway: 'door-1', epoch: 1, test: true })
  assert.equal(enrol('door-1').epoch, 2)
  const file = join(folder, 'door-1.json')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const credentials = JSON.parse(readFileSync(file, 'utf8'))
  for (const name of ['broker', 'username', 'password', 'site', 'gateway', 'epoch', 'sign_public', 'sign_secret', 'box_public', 'box_secret',
    'server_sign_public', 'card_key']) assert.ok(credentials[name], name)
  assert.equal(Buffer.from(credentials.sign_secret, 'base64url').length, 32)
  assert.equal(sql(town.data, "SELECT count(*) AS n FROM audit WHERE action = 'gateway_enrol'")[0].n, 2)
})

test('a refusal says what to do, and neither a file nor a row remains', () => {
  const out = join(folder, 'nowhere.json')
  assert.match(refused(['gateway', 'enrol', '--data', town.data, '--site', 'n99', '--name', 'door-9', '--out', out]), /there is no site 'n99'/)
  assert.ok(!existsSync(out) && !existsSync(`${out}.new`))
  assert.match(refused(['gateway', 'enrol', '--data', town.data, '--site', 'n01', '--name', 'door-9', '--out', '/nowhere/x.json']), /cannot be written/)
  assert.equal(sql(town.data, "SELECT count(*) AS n FROM gateway WHERE name = 'door-9'")[0].n, 0)
})

test('an entrance is revoked once', () => {
  tsubame(['gateway', 'revoke', '--data', town.data, '--name', 'door-1'])
  assert.match(refused(['gateway', 'revoke', '--data', town.data, '--name', 'door-1']), /revoked already/)
  const list = JSON.parse(tsubame(['gateway', 'list', '--data', town.data, '--json']).stdout)
  assert.deepEqual(list.map(({ gateway, state, epoch }) => ({ gateway, state, epoch })), [{ gateway: 'door-1', state: 'revoked', epoch: 2 }])
})

test('verify and backup look on while the server runs', () => {
  assert.match(tsubame(['verify', '--data', town.data]).stdout, /audit +\d+ looked at +0 wrong/)
  tsubame(['backup', '--data', town.data, '--out', join(folder, 'b')])
})

test('after the server was killed its socket is in nobody\'s way, and it starts again', async () => {
  await server.kill()
  assert.ok(existsSync(join(town.data, 'control.sock')))
  assert.equal(enrol('door-2').epoch, 1)
  await server.restart()
  assert.equal(enrol('door-2').epoch, 2)
})

test('after SIGTERM it ends with 0, its log copied back and its socket gone', async () => {
  server.running.signal('SIGTERM')
  const { code } = await server.running.exited
  assert.equal(code, 0)
  assert.ok(!existsSync(join(town.data, 'control.sock')))
  const wal = join(town.data, 'tsubame.db-wal')
  assert.ok(!existsSync(wal) || statSync(wal).size === 0)
})

test('what the operator should put right is said in one sentence each', async () => {
  const listen = ['--listen', `127.0.0.1:${await freePort()}`]
  const open = join(folder, 'open.json')
  writeFileSync(open, '{"broker":"mqtt://127.0.0.1:1","username":"u","password":"p"}')
  chmodSync(open, 0o644)
  const real = join(folder, 'real')
  tsubame(['init', '--data', real])
  const half = demo({ children: 5 }).data
  sql(half, "DELETE FROM meta WHERE key = 'kind'", { write: true })
  const clock = join(folder, 'clock')
  writeFileSync(clock, '2026-11-20T07:58:03.120+09:00\n')
  const cases = [
    [['serve', '--data', join(folder, 'absent'), ...listen], /holds no data of tsubame; make it with 'tsubame init/],
    [['serve', '--data', town.data, ...listen, '--credentials', open], /may be read by others; run 'chmod 600/],
    [['serve', '--data', town.data, ...listen, '--credentials', join(folder, 'none')], /cannot be read/],
    [['serve', '--data', real, ...listen, '--clock-file', clock], /--clock-file is refused: .* was not made with --test/],
    [['serve', '--data', half, ...listen], /was not filled to its end; remove it/],
    [['demo', '--data', join(folder, 'd'), '--sessions', join(folder, 's')], /add --test/],
    [['init', '--data', real], /holds something already/],
  ]
  for (const [args, sentence] of cases) {
    const said = refused(args).split('\n').filter((line) => line.startsWith('tsubame: '))
    assert.equal(said.length, 1, said.join('\n'))
    assert.match(said[0], sentence)
  }
})

test('wrong usage ends with 2 and names the way to the help', () => {
  for (const args of [[], ['nonsense'], ['serve'], ['serve', '--data'], ['serve', '--dta', 'x'], ['demo', '--data', 'x', '--children', '0'],
    ['import', '--data', 'x', 'f.csv'], ['what-if', 'nonsense'], ['gateway'], ['gateway', 'nonsense'], ['init', '--data', 'x', 'surprise']]) {
    run(program('tsubame'), args, { expect: 2 })
  }
  assert.match(refused(['import', '--data', 'x'], 2), /not part of this version yet/)
  assert.doesNotMatch(tsubame(['--help']).stdout, /import/)
  for (const name of ['serve', 'init', 'demo', 'gateway enrol', 'gateway revoke', 'gateway pair', 'gateway confirm', 'gateway list', 'roll-over', 'verify', 'backup', 'restore',
    'policy check', 'policy load', 'policy list', 'policy show', 'policy schema',
    'what-if extension', 'what-if return-date', 'what-if staffing', 'what-if window', 'what-if age', 'what-if care-rooms', 'what-if waitlist', 'what-if replay', 'what-if fee',
    'verify-draw',
    'export attendance', 'export extension', 'export sick-care', 'export settlement', 'export same-day', 'export promotions', 'export open-data']) {
    assert.match(tsubame([...name.split(' '), '--help']).stdout, new RegExp(`^usage: tsubame ${name} `))
  }
})

test('the manual page names every command and every option that --help tells', () => {
  const page = readFileSync(join(root, 'backend/cli/tsubame.1'), 'utf8').replaceAll('\\-', '-')
  const names = [...tsubame(['--help']).stdout.matchAll(/^ {2}([a-z-]+(?: [a-z-]+)?) {2,}/gm)].map(([, name]) => name)
  assert.ok(names.length >= 28)
  for (const name of names) {
    const [, section] = new RegExp(`\\n\\.B tsubame ${name}\\n([^]*?)\\n\\.(?:TP|SH)`).exec(page) ?? []
    assert.ok(section, `tsubame ${name} is not in the manual page`)
    for (const [, option] of tsubame([...name.split(' '), '--help']).stdout.matchAll(/^ {2}(--[a-z-]+)/gm)) {
      if (option !== '--json' && option !== '--help') assert.ok(section.includes(option), `${name} ${option}`)
    }
  }
})
