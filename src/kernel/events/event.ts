/** Something that happened: ids and facts, never a person's words. */
export type Event<T = Record<string, unknown>> = { id: string; type: string; data: T; at: Date }
