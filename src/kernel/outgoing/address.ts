import { isIP, isIPv4, isIPv6 } from 'node:net'
import ipaddr from 'ipaddr.js'

export type Range = ReturnType<typeof ipaddr.parseCIDR>

/** @returns undefined for what is no range, such as `10.0.0.0/33` or `10.0.0.0`. */
export function readRange(text: string): Range | undefined {
  const [address = '', bits = ''] = text.split('/')
  if (!isIP(address) || address.includes('%') || !/^\d{1,3}$/.test(bits)) return undefined
  return ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : undefined
}

const ranges = (texts: string[]): Range[] => texts.map((text) => ipaddr.parseCIDR(text))

/**
 * What is not the public internet, or is every tenant's neighbour within it.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry
 */
const refused4 = ranges([
  '0.0.0.0/8', // this network
  '10.0.0.0/8', // private (RFC 1918)
  '100.64.0.0/10', // shared by carriers' customers (RFC 6598); 100.100.100.200 tells secrets in one cloud
  '127.0.0.0/8', // loopback
  '168.63.129.16/32', // a public address that leads to Azure's own host
  '169.254.0.0/16', // link-local; 169.254.169.254 tells secrets in most clouds
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments; 192.0.0.192 tells secrets in one cloud
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
])
/** Of IPv6 only this is given out for the public internet: loopback, unique-local, link-local, IPv4-compatible… lie outside. */
const global6 = ranges(['2000::/3'])
const refused6 = ranges([
  '2001::/23', // protocol assignments, Teredo (2001::/32) among them: an IPv4 address is hidden within
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: an IPv4 address is hidden within
  '3fff::/20', // documentation
])
/** Of these the last 32 bits are the IPv4 address that is truly reached. */
const carriers = ranges(['::ffff:0:0/96' /* mapped */, '64:ff9b::/96' /* NAT64 */])

const within = (address: ipaddr.IPv4 | ipaddr.IPv6, list: Range[]): boolean =>
  list.some((range) => range[0].kind() === address.kind() && address.match(range))

/**
 * Whether an address may be connected to: public, or in a range that the installation has opened.
 * @param text as a resolver or `URL.hostname` writes it, without brackets.
 */
export function isReachable(text: string, opened: Range[]): boolean {
  const given = read(text)
  if (!given) return false
  const address = within(given, carriers) ? ipaddr.fromByteArray(given.toByteArray().slice(12)) : given
  if (within(address, opened)) return true
  return address.kind() === 'ipv4' ? !within(address, refused4) : within(address, global6) && !within(address, refused6)
}

/** An IPv6 address in the URL's own writing first: `ipaddr.js` takes `::10.1.2.3` (compatible) for `::ffff:10.1.2.3`. */
function read(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (isIPv4(text)) return ipaddr.IPv4.parse(text)
  if (!isIPv6(text) || text.includes('%')) return undefined // a zone is link-local
  return ipaddr.IPv6.parse(new URL(`http://[${text}]/`).hostname.slice(1, -1))
}
