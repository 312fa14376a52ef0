// Processes, ports, folders and waiting for the black-box tests. Everything started here is ended by its own pid when the test file
// ends, also on failure; what it wrote is kept in its temp folder and shown when a test fails.
import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, afterEach } from 'node:test'

const started = new Set()
const folders = []
let failed = false

// A child that outlives a killed test run would hold ports and locks: the kernel ends it with its parent.
const leash = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL'] : []

export function tempFolder(name = 'tsubame') {
  const folder = mkdtempSync(join(process.env.TSUBAME_TMP ?? tmpdir(), `${name}-`))
  folders.push(folder)
  return folder
}

/** A port that nobody listens on, below the range the kernel hands out to clients. */
export async function freePort() {
  for (;;) {
    const port = 20000 + Math.floor(Math.random() * 12000)
    const free = await new Promise((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
    })
    if (free) return port
  }
}

/** Polls until `condition` gives something true (or stops throwing) and returns it; fails with `what` after `ms`. */
export async function waitFor(condition, what, ms = 30_000, everyMs = 20) {
  const end = performance.now() + ms
  let last
  for (;;) {
    try {
      const value = await condition()
      if (value) return value
      last = undefined
    } catch (error) {
      last = error
    }
    if (performance.now() > end) {
      throw new Error(`waited ${ms} ms in vain for: ${what}${last ? ` (${last.message})` : ''}`, { cause: last })
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

/** A running program: `exited` resolves with {code, signal}; log() is all it has written so far. */
export function start(command, args, { folder, name = basename(command), env = {}, stdin = 'ignore', cwd, onLine } = {}) {
  const logPath = join(folder ?? tempFolder(), `${name}.log`)
  const log = openSync(logPath, 'a')
  const [program, ...before] = [...leash, command]
  const child = spawn(program, [...before, ...args], {
    env: { ...process.env, ...env }, stdio: [stdin, onLine ? 'pipe' : log, log], cwd,
  })
  closeSync(log)
  if (onLine) createInterface({ input: child.stdout }).on('line', (line) => { onLine(line); appendFileSync(logPath, `${line}\n`) })
  const running = {
    name, logPath, pid: child.pid, stdin: child.stdin, ended: undefined,
    log: () => readFileSync(logPath, 'utf8'),
    signal: (signal) => { if (!running.ended) process.kill(child.pid, signal) },
    /** Asks it to end and waits; after `ms` it is killed and this throws. */
    async stop(ms = 10_000) {
      if (running.ended) return running.ended
      running.signal('SIGTERM')
      try {
        await waitFor(() => running.ended, `${name} to end after SIGTERM`, ms)
      } catch (error) {
        await running.kill()
        throw error
      }
      return running.ended
    },
    async kill() {
      if (!running.ended) running.signal('SIGKILL')
      return running.exited
    },
  }
  running.exited = new Promise((resolve) => {
    const end = (code, signal) => { running.ended = { code, signal }; resolve(running.ended) }
    child.once('exit', end)
    child.once('error', (error) => { running.error = error; end(127, null) })
  })
  started.add(running)
  return running
}

/** Runs a program to its end; throws with its output when it does not exit with 0 (or `expect`; null: whatever). */
export function run(command, args, { expect = 0, input, env = {}, timeout = 60_000 } = {}) {
  const result = spawnSync(command, args, {
    encoding: 'utf8', input, env: { ...process.env, ...env }, timeout, maxBuffer: 256 << 20,
  })
  if (result.error) throw result.error
  if (expect !== null && result.status !== expect) {
    throw new Error(`${basename(command)} ${args.join(' ')} ended with ${result.status ?? result.signal}:\n` +
      `${result.stdout}${result.stderr}`)
  }
  return { code: result.status, stdout: result.stdout, stderr: result.stderr }
}

export const kept = () => process.env.TSUBAME_KEEP === '1'

/** Ends everything this process started. Called by itself at the end of a test file; scripts that are no tests call it. */
export async function endAll() {
  const all = [...started].reverse().filter((running) => !running.ended)
  for (const running of all) running.signal('SIGTERM')
  await Promise.race([Promise.all(all.map((running) => running.exited)), new Promise((r) => setTimeout(r, 5000).unref())])
  await Promise.all(all.map((running) => running.kill()))
  const found = [...started].filter((running) => existsSync(running.logPath) && /Sanitizer|runtime error:|Assertion .* failed/.test(running.log()))
    .map((running) => `${running.name}: ${/.*(Sanitizer|runtime error:|Assertion)[\s\S]{0,2000}/.exec(running.log())[0]}`)
  started.clear()
  for (const folder of folders.splice(0)) if (!kept()) rmSync(folder, { recursive: true, force: true })
  if (found.length > 0) throw new Error(`a program broke in the course of this test:\n${found.join('\n')}`)
}

/** The last lines of everything that was started: for a failure's report. */
export function tails(lines = 25) {
  return [...started].map((running) => {
    const text = existsSync(running.logPath) ? running.log() : ''
    const state = running.ended ? `ended ${running.ended.code ?? running.ended.signal}` : 'running'
    return `--- ${running.name} (${state})\n${text.trimEnd().split('\n').slice(-lines).join('\n')}`
  }).join('\n')
}

process.on('exit', () => {
  for (const running of started) if (!running.ended) try { process.kill(running.pid, 'SIGKILL') } catch { /* it ended by itself */ }
  if (!kept()) for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

// Only under `node --test`: a script such as the bench ends its own processes.
if (process.env.NODE_TEST_CONTEXT || process.execArgv.includes('--test')) {
  afterEach((t) => {
    if (t.passed === false && !failed) {
      failed = true
      process.stderr.write(`${tails()}\n`)
    }
  })
  after(endAll)
}
