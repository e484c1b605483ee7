// Same notation as search.ts: the webmails, where a click in a message comes from.

export const mail: Record<string, string> = {
  'app.tuta.com': 'app.tuta.io mail.tutanota.com',
  'gmx.fr': '.gmx.fr .gmx.com .gmx.net',
  'laposte.net': '.laposte.net',
  'mail.aol.com': '.mail.aol.com',
  'mail.google.com': 'inbox.google.com',
  'mail.infomaniak.com': 'ksuite.infomaniak.com mail.infomaniak.ch',
  'mail.orange.fr': '.mail.orange.fr .messagerie.orange.fr webmail.orange.fr mail01.orange.fr .mail.wanadoo.fr',
  'mail.ovh.net': '.mail.ovh.net webmail.mail.ovh.net',
  'mail.proton.me': 'mail.protonmail.com',
  'mail.yahoo.com': '.mail.yahoo.com',
  'mail.zoho.com': 'mail.zoho.eu',
  'mailo.com': '.mailo.com',
  'messagerie.bouyguestelecom.fr': 'webmail.bbox.fr messagerie.bbox.fr',
  'messagerie.sfr.fr': 'webmail.sfr.fr messagerie.red-by-sfr.fr webmail.numericable.fr webmail.neuf.fr',
  'outlook.live.com': '.mail.live.com hotmail.com outlook.com',
  'outlook.office.com': 'outlook.office365.com outlook.cloud.microsoft',
  'webmail.free.fr': 'zimbra.free.fr imp.free.fr imap.free.fr zimbra1.free.fr',
  'webmail.gandi.net': '',
  'webmail.ionos.fr': 'mail.ionos.fr mail.ionos.com',
}
