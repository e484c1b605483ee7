// Same notation as search.ts: name → hosts (`.host` with all its subdomains) and other names.

export const social: Record<string, string> = {
  bluesky: '.bsky.app go.bsky.app bsky',
  copainsdavant: '.copainsdavant.linternaute.com',
  discord: '.discord.com .discordapp.com discord.gg',
  facebook: '.facebook.com .fb.com fb.me fb meta facebook-ads facebook_ads facebookads meta-ads meta_ads an',
  instagram: '.instagram.com instagr.am ig insta ig4bc',
  line: 'line.me',
  linkedin: '.linkedin.com lnkd.in linkedin-ads linkedin_ads linkedinads',
  mastodon: '.mastodon.social .mastodon.online .mstdn.social .mamot.fr .piaille.fr .framapiaf.org',
  medium: 'medium.com',
  messenger: '.messenger.com msg',
  nextdoor: '.nextdoor.com .nextdoor.fr',
  pinterest:
    '.pinterest.com .pinterest.fr .pinterest.be .pinterest.ch .pinterest.de .pinterest.es .pinterest.it .pinterest.ca ' +
    '.pinterest.co.uk pin.it pinterest-ads',
  quora: '.quora.com',
  reddit: '.reddit.com redd.it reddit-ads',
  skyrock: '.skyrock.com',
  snapchat: '.snapchat.com snap snapchat-ads',
  stackoverflow: 'stackoverflow.com',
  telegram: '.telegram.org t.me telegram.me',
  threads: '.threads.net .threads.com th',
  tiktok: '.tiktok.com tt tiktok-ads tiktok_ads',
  tumblr: '.tumblr.com t.umblr.com',
  viadeo: '.viadeo.com .viadeo.journaldunet.com',
  vk: '.vk.com vkontakte',
  wechat: '.weixin.qq.com .wechat.com',
  whatsapp: '.whatsapp.com wa.me wa',
  x: '.x.com .twitter.com t.co twitter twitter-ads',
  xing: '.xing.com',
}

export const video: Record<string, string> = {
  dailymotion: '.dailymotion.com dai.ly',
  peertube: '.framatube.org .peertube.fr',
  twitch: '.twitch.tv',
  vimeo: '.vimeo.com',
  youtube: '.youtube.com youtu.be .youtube-nocookie.com yt youtube-ads',
}
