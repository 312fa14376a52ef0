// Cards for the real pcscd: pcscd in the foreground with Debian's virtual reader (vpcd), and cards that are put on it and taken away.
// One pcscd per machine (its socket is fixed), so startReader() takes a lock that the kernel frees when this process ends.
import { connect } from 'node:net'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { start, tempFolder, waitFor } from './proc.mjs'

const port = 0x8c7b
// Polling of serial readers is every 0.4 s: a card must lie, and the reader be empty, longer than that to be seen.
const holdMs = 700
const gapMs = 700
const lockPath = '/tmp/tsubame-pcscd.lock'

// Answers to reset as PC/SC part 3 builds them: the standard (03 ISO 14443 A, 11 FeliCa), two bytes for the card's name, check byte.
const atr = (standard, name) => {
  const bytes = Buffer.from(`3B8F8001804F0CA000000306${standard}${name}00000000`, 'hex')
  return Buffer.concat([bytes, Buffer.from([bytes.subarray(1).reduce((sum, byte) => sum ^ byte, 0)])])
}
const atrs = { felica: atr('11', '003B'), mifare1k: atr('03', '0001'), ntag: atr('03', '0003') }
const uidBytes = { felica: [8], mifare1k: [4, 7], ntag: [7] }

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const framed = (bytes) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes])

/** What the card says to one message of the reader; undefined: nothing. */
function answer(message, kind, uid) {
  if (message.length === 1) return message[0] === 4 ? atrs[kind] : undefined
  const getUid = message.length >= 4 && message.subarray(0, 4).equals(Buffer.from([0xff, 0xca, 0x00, 0x00]))
  return getUid ? Buffer.concat([Buffer.from(uid, 'hex'), Buffer.from([0x90, 0x00])]) : Buffer.from([0x6a, 0x81])
}

/** The virtual reader listens to one card at a time, and for a moment after a card has gone to none: asked until it does. */
async function reach() {
  for (let tries = 0; ; tries++) {
    const socket = connect({ host: '127.0.0.1', port })
    try {
      await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
      return socket
    } catch (error) {
      socket.destroy()
      if (error.code !== 'ECONNREFUSED' || tries === 100) throw error
      await pause(50)
    }
  }
}

/** Puts one card on the virtual reader for `hold` ms, then leaves the reader empty for `gap` ms. kind: felica, mifare1k or ntag. */
export async function present({ kind, uid, hold = holdMs, gap = gapMs }) {
  if (!uidBytes[kind]?.includes(uid.length / 2) || !/^[0-9a-f]+$/i.test(uid)) throw new Error(`${kind} has no identifier like ${uid}`)
  const socket = await reach()
  socket.setNoDelay(true)
  let held = Buffer.alloc(0)
  socket.on('data', (data) => {
    held = Buffer.concat([held, data])
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      const message = held.subarray(2, 2 + held.readUInt16BE(0))
      held = held.subarray(2 + message.length)
      const said = answer(message, kind, uid)
      if (said) socket.write(framed(said))
    }
  })
  socket.on('error', () => {}) // pcscd was killed under the card: the caller looks at what came of it
  await pause(hold)
  socket.destroy()
  await pause(gap)
}

/** The real pcscd with the virtual reader: {kill(), stop(), restart()}. Waits for its turn on this machine. */
export async function startReader() {
  const folder = tempFolder('tsubame-pcscd')
  const conf = join(folder, 'reader.conf.d')
  mkdirSync(conf)
  mkdirSync('/run/pcscd', { recursive: true })
  writeFileSync(join(conf, 'vpcd'), 'FRIENDLYNAME "Virtual PCD"\nDEVICENAME   /dev/null:0x8C7B\n'
    + 'LIBPATH      /usr/lib/pcsc/drivers/serial/libifdvpcd.so\nCHANNELID    0x8C7B\n')
  // The lock is held as long as cat's standard input is open, that is: as long as this process lives.
  const lock = start('flock', [lockPath, 'sh', '-c', 'echo locked; cat'], { folder, name: 'lock', stdin: 'pipe' })
  await waitFor(() => /locked/.test(lock.log()), 'another test to let go of pcscd', 120_000, 50)
  const reader = {}
  reader.begin = async () => {
    reader.running = start('pcscd', ['-f', '-c', conf], { folder, name: 'pcscd' })
    await waitFor(async () => {
      if (reader.running.ended) throw new Error(`pcscd ended: ${reader.running.log().slice(-500)}`)
      const socket = connect({ host: '127.0.0.1', port })
      try {
        await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
        return true
      } catch {
        return false
      } finally {
        socket.destroy()
      }
    }, 'the virtual reader to listen', 10_000, 50)
    await pause(gapMs)
    return reader
  }
  reader.kill = () => reader.running.kill()
  reader.restart = reader.begin
  reader.stop = async () => {
    await reader.running.stop()
    lock.stdin.end()
    await lock.exited
  }
  return reader.begin()
}
