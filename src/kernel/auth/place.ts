import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * Where attempts come from, as they are counted: an IPv4 address, or the network of one subscriber of IPv6 (/64), who has
 * as many addresses in it as they like. Null for what is no address.
 */
export function placeOf(address: string | null | undefined): string | null {
  if (!address || !isIP(address)) return null
  const known = ipaddr.process(address.split('%')[0]!)
  if (known.kind() === 'ipv4') return known.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${known.toString()}/64`).toString()}/64`
}
