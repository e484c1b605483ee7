export { VoiceSettings } from './voice-settings.tsx'
