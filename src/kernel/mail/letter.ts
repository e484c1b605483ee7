/** A letter of the house: a title, some paragraphs, one thing to do. Plain text and HTML say the same. */
export function plainLetter({
  title,
  paragraphs,
  action,
}: {
  title: string
  paragraphs: string[]
  action: { name: string; link: string }
}): { subject: string; text: string; html: string } {
  return {
    subject: title,
    text: [title, ...paragraphs, `${action.name}\n${action.link}`, ''].join('\n\n'),
    html: `<!doctype html><html lang="fr"><body style="font:15px/1.5 system-ui,sans-serif;color:#1c1f26;background:#fbfbfa;padding:24px"><div style="max-width:560px;margin:auto;background:#fff;border:1px solid #e6e8ec;border-radius:8px;padding:24px">
<h1 style="font-size:18px;margin:0 0 16px">${escaped(title)}</h1>${paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('')}
<p style="margin:24px 0 0"><a href="${escaped(action.link)}" style="color:#1f5f5b">${escaped(action.name)}</a></p></div></body></html>`,
  }
}

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
