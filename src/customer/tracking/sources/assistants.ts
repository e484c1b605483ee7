// Same notation as search.ts. What these sites answer is written by a model; search results, even summed up by one
// (AI Overviews, AI Mode), stay with their engine.

export const assistants: Record<string, string> = {
  'chat.deepseek.com': '.deepseek.com deepseek',
  'chat.mistral.ai': '.mistral.ai mistral lechat',
  'chat.qwen.ai': '.qwen.ai qwen',
  'chatgpt.com': '.chatgpt.com chat.openai.com openai.com chatgpt openai',
  'claude.ai': '.claude.ai claude anthropic',
  'copilot.microsoft.com': 'copilot.com copilot.cloud.microsoft m365.cloud.microsoft edgeservices.bing.com copilot',
  'doubao.com': '.doubao.com',
  'duck.ai': 'duck.ai',
  'gemini.google.com': 'gemini.google bard.google.com gemini',
  'grok.com': 'grok.com grok.x.com grok',
  'kimi.com': '.kimi.com kimi.ai kimi',
  'lumo.proton.me': '',
  'meta.ai': '.meta.ai',
  'notebooklm.google.com': 'notebooklm.google notebooklm',
  'perplexity.ai': '.perplexity.ai perplexity',
  'phind.com': 'phind',
  'pi.ai': '',
  'poe.com': '.poe.com',
  'you.com': '',
}
