/**
 * What an advertising platform adds to the address, strongest first. `fbclid` is last and unpaid: Meta adds it to every
 * outgoing link, so that it names the site and proves no payment.
 */
export const clicks: { id: string; site: string; proof: 'paid' | 'display' | 'visit' }[] = [
  { id: 'gclid', site: 'google', proof: 'paid' },
  { id: 'gbraid', site: 'google', proof: 'paid' },
  { id: 'wbraid', site: 'google', proof: 'paid' },
  { id: 'dclid', site: 'google', proof: 'display' },
  { id: 'gad_source', site: 'google', proof: 'paid' },
  { id: 'msclkid', site: 'bing', proof: 'paid' },
  { id: 'ttclid', site: 'tiktok', proof: 'paid' },
  { id: 'twclid', site: 'x', proof: 'paid' },
  { id: 'li_fat_id', site: 'linkedin', proof: 'paid' },
  { id: 'epik', site: 'pinterest', proof: 'paid' },
  { id: 'ScCid', site: 'snapchat', proof: 'paid' },
  { id: 'rdt_cid', site: 'reddit', proof: 'paid' },
  { id: 'yclid', site: 'yandex', proof: 'paid' },
  { id: 'fbclid', site: 'facebook', proof: 'visit' },
]

/** One advertising account serves all of these sites: a tag with one agrees with the identifier of another. */
export const families: Record<string, string[]> = {
  facebook: ['facebook', 'instagram', 'messenger', 'threads', 'whatsapp'],
}
