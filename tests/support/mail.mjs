// A real mail server (Debian's exim) for the tests: on loopback, with a folder of its own, delivering into files. It starts no service and sends
// nothing on.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { freePort, run, start, tempFolder, waitFor } from './proc.mjs'

const config = ({ folder, port, refuse, defer, tls }) => `
primary_hostname = mail.test
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%s
pid_file_path = ${folder}/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}
acl_smtp_rcpt = check
host_lookup =
rfc1413_query_timeout = 0s
keep_environment =
deliver_drop_privilege
${process.getuid() === 0 ? '' : `exim_user = ${process.getuid()}\nexim_group = ${process.getgid()}\nadmin_groups = ${process.getgid()}`}
smtp_accept_queue_per_connection = 0
smtp_accept_max = 200
smtp_accept_max_per_host = 200
${tls ? `tls_advertise_hosts = *\ntls_certificate = ${folder}/cert.pem\ntls_privatekey = ${folder}/key.pem` : 'tls_advertise_hosts ='}
begin acl
check:
  deny local_parts = ${['refused', ...refuse].join(' : ')}
       message = 550 no such person here
  defer local_parts = ${['later', ...defer].join(' : ')}
       message = 450 not now
  accept
begin routers
all:
  driver = accept
  transport = file
begin transports
file:
  driver = appendfile
  directory = ${folder}/mail
  maildir_format
  create_directory
  envelope_to_add
`

const decodeWords = (text) => text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word) => `\0${word}\0`)
  .replace(/\0([^\0]*)\0/g, (_, word) => Buffer.from(word, 'base64').toString('latin1'))

/** {to, subject, body, headers, raw} of a message as it was delivered. */
export function parseMail(raw) {
  const [head, ...rest] = raw.replaceAll('\r\n', '\n').split('\n\n')
  const headers = {}
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const at = line.indexOf(':')
    headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim()
  }
  const text = (value) => Buffer.from(decodeWords(value ?? ''), 'latin1').toString('utf8')
  return { raw, headers, to: headers['envelope-to'], subject: text(headers.subject), from: text(headers.from), id: headers['message-id'],
    body: Buffer.from(rest.join('\n\n'), 'base64').toString('utf8').replaceAll('\r\n', '\n') }
}

/** The links of a message, by what they do: the line before says it, the fragment is the token. */
export const linksOf = (mail) => [...mail.body.matchAll(/^(\S+\/parent\/link#([\w-]+))$/gm)].map(([, url, token]) => ({ url, token }))

/** Addresses whose local part is in `refuse` are answered 550, in `defer` 450. */
export async function startMailServer({ refuse = [], defer = [], tls = false, port } = {}) {
  const server = { port: port ?? await freePort(), folder: tempFolder('tsubame-mail') }
  server.url = `smtp://127.0.0.1:${server.port}`
  for (const name of ['spool', 'log', 'mail']) mkdirSync(join(server.folder, name))
  if (tls) {
    run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1',
      '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', join(server.folder, 'key.pem'), '-out', join(server.folder, 'cert.pem')])
    server.ca = join(server.folder, 'cert.pem')
  }
  server.configure = (more) => writeFileSync(join(server.folder, 'exim.conf'),
    config({ folder: server.folder, port: server.port, refuse, defer, tls, ...more }))
  const listens = () => new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1')
    socket.on('data', () => { socket.end('QUIT\r\n'); resolve(true) })
    socket.on('error', () => resolve(false))
  })
  server.begin = async () => {
    // Started by root, exim becomes a user of its own, and its folders must be that one's; its settings must not.
    if (process.getuid() === 0) run('chown', ['Debian-exim', ...['', 'spool', 'log', 'mail', ...(tls ? ['key.pem', 'cert.pem'] : [])].map((name) => join(server.folder, name))])
    server.running = start('/usr/sbin/exim4', ['-C', join(server.folder, 'exim.conf'), '-bdf'], { folder: server.folder, name: 'exim' })
    await waitFor(() => {
      if (server.running.ended) throw new Error(`exim ended: ${server.running.log()}`)
      return listens()
    }, 'exim to listen', 10_000)
    return server
  }
  // A connection that is open belongs to a process of its own, which would outlive the one that listens.
  const children = () => readFileSync(`/proc/${server.running.pid}/task/${server.running.pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  const end = async (how) => {
    const open = server.running.ended ? [] : children()
    await how()
    for (const pid of open) try { process.kill(pid, 'SIGKILL') } catch { /* it has ended by itself */ }
  }
  server.stop = () => end(() => server.running.stop())
  server.kill = () => end(() => server.running.kill())
  server.restart = server.begin
  server.mails = () => readdirSync(join(server.folder, 'mail'), { withFileTypes: true }).some(({ name }) => name === 'new')
    ? readdirSync(join(server.folder, 'mail/new')).map((name) => parseMail(readFileSync(join(server.folder, 'mail/new', name), 'latin1')))
    : []
  server.to = (address) => server.mails().filter((mail) => mail.to === address)
  /** The mails that `wanted` accepts, when there are `n` of them. */
  server.arrived = (wanted, n = 1, ms = 15_000) => waitFor(() => {
    const found = server.mails().filter(wanted)
    return found.length >= n ? found : undefined
  }, `${n} mails`, ms, 50)
  server.configure({})
  return server.begin()
}

/** The settings file of a server that sends over it: for args: ['--config', …]. */
export function mailConfig(mailServer, { baseUrl, more = '' } = {}) {
  const path = join(tempFolder('tsubame-conf'), 'tsubame.conf')
  writeFileSync(path, `[mail]\nserver = ${mailServer.url}\nfrom = つばめ市 <tsubame@town.example>\n${baseUrl ? `base_url = ${baseUrl}\n` : ''}${more}\n`)
  return path
}
