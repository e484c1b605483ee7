import { z } from 'zod'
import { tagInteraction } from '#engine/interactions'
import { TagName } from '#engine/interactions/contract'
import type { ActionKind } from '../action.ts'

const settings = z.object({ tag: TagName })

/** Puts a tag on the contact that the event is about. */
export const tagAction: ActionKind<typeof settings> = {
  kind: 'tag',
  settings,
  inputs: { tag: 'tag' },
  fits: ({ about }) => about.interaction !== undefined,
  now: async (tx, { settings, facts, published }) => {
    const id = facts[published.about.interaction!]
    if (typeof id === 'string') await tagInteraction(tx, id, [settings.tag])
  },
}
